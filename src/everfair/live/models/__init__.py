"""Streams, their keys, and what came in."""

from everfair.live.models.caption import CaptionCue, CaptionTrack
from everfair.live.models.chat import ChatBan, ChatLine, ChatPace, ChatReport, ChatRules, ChatTranslation
from everfair.live.models.embed import Embed
from everfair.live.models.health import StreamHealth
from everfair.live.models.interpretation import Channel, Interpreter
from everfair.live.models.invitee import Invitee
from everfair.live.models.key import StreamKey
from everfair.live.models.poll import Poll, PollOption, PollVote
from everfair.live.models.question import Question, QuestionVote
from everfair.live.models.reaction import ReactionMinute
from everfair.live.models.recording import Chapter, Recording, Speaker
from everfair.live.models.simulcast import Simulcast
from everfair.live.models.srt import SrtDoor
from everfair.live.models.stream import Stream
from everfair.live.models.take import Take
from everfair.live.models.viewing import Heartbeat, ViewerMinute

__all__ = [
    "CaptionCue",
    "CaptionTrack",
    "Channel",
    "Chapter",
    "ChatBan",
    "ChatLine",
    "ChatPace",
    "ChatReport",
    "ChatRules",
    "ChatTranslation",
    "Embed",
    "Heartbeat",
    "Interpreter",
    "Invitee",
    "Poll",
    "PollOption",
    "PollVote",
    "Question",
    "QuestionVote",
    "ReactionMinute",
    "Recording",
    "Simulcast",
    "Speaker",
    "SrtDoor",
    "Stream",
    "StreamHealth",
    "StreamKey",
    "Take",
    "ViewerMinute",
]
