"""Streams, their keys, and what came in."""

from everfair.live.models.caption import CaptionCue, CaptionTrack
from everfair.live.models.chat import ChatBan, ChatLine, ChatPace, ChatReport, ChatRules, ChatTranslation
from everfair.live.models.health import StreamHealth
from everfair.live.models.invitee import Invitee
from everfair.live.models.key import StreamKey
from everfair.live.models.poll import Poll, PollOption, PollVote
from everfair.live.models.question import Question, QuestionVote
from everfair.live.models.reaction import ReactionMinute
from everfair.live.models.recording import Chapter, Recording, Speaker
from everfair.live.models.stream import Stream
from everfair.live.models.take import Take
from everfair.live.models.viewing import Heartbeat, ViewerMinute

__all__ = [
    "CaptionCue",
    "CaptionTrack",
    "Chapter",
    "ChatBan",
    "ChatLine",
    "ChatPace",
    "ChatReport",
    "ChatRules",
    "ChatTranslation",
    "Heartbeat",
    "Invitee",
    "Poll",
    "PollOption",
    "PollVote",
    "Question",
    "QuestionVote",
    "ReactionMinute",
    "Recording",
    "Speaker",
    "Stream",
    "StreamHealth",
    "StreamKey",
    "Take",
    "ViewerMinute",
]
