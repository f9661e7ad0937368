"""States and kinds of streams."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StreamState(models.TextChoices):
    """What the audience is told; whether a signal arrives is another matter (`Take`)."""

    SCHEDULED = "scheduled", pgettext_lazy("stream", "Scheduled")
    REHEARSING = "rehearsing", _("In rehearsal")
    ON_AIR = "on_air", _("On air")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", pgettext_lazy("stream", "Ended")


# From where to where the team, or an encoder that comes and goes, moves a stream.
STREAM_MOVES: dict[StreamState, frozenset[StreamState]] = {
    StreamState.SCHEDULED: frozenset({StreamState.REHEARSING, StreamState.ON_AIR, StreamState.ENDED}),
    StreamState.REHEARSING: frozenset({StreamState.SCHEDULED, StreamState.ON_AIR}),
    StreamState.ON_AIR: frozenset({StreamState.PAUSED, StreamState.ENDED}),
    StreamState.PAUSED: frozenset({StreamState.ON_AIR, StreamState.ENDED}),
    StreamState.ENDED: frozenset({StreamState.SCHEDULED, StreamState.REHEARSING, StreamState.ON_AIR}),
}


class Audience(models.TextChoices):
    PUBLIC = "public", _("Everybody, without an account")
    REGISTERED = "registered", _("Everybody with an account")
    INVITED = "invited", _("Who was invited")


class Latency(models.TextChoices):
    LOW = "low", _("Low delay, for shows with questions")
    STEADY = "steady", _("Steady, for slow lines")


class EndedBy(models.TextChoices):
    """Why a stream ended: a signal that returns opens it again only after silence."""

    TEAM = "team", _("The team ended it")
    SILENCE = "silence", _("No signal came any more")


class Protocol(models.TextChoices):
    """How a take came in."""

    RTMP = "rtmp", "RTMP"
    STUDIO = "studio", _("Browser studio")
    PUSH = "push", _("HTTP push")
    SRT = "srt", "SRT"
    WHIP = "whip", "WHIP"


class TakeEnd(models.TextChoices):
    """Why a take ended."""

    STOPPED = "stopped", _("The encoder stopped")
    LOST = "lost", _("The connection was lost")
    REPLACED = "replaced", _("A newer encoder took over")
    KICKED = "kicked", _("The team ended it")
    CUT = "cut", _("The picture changed, or the stream went on or off air")
    FAILED = "failed", _("It could not be recorded")
    RESTARTED = "restarted", _("The media server restarted")


class QuestionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("question", "Open")
    ANSWERING = "answering", _("Being answered")
    ANSWERED = "answered", pgettext_lazy("question", "Answered")
    HIDDEN = "hidden", pgettext_lazy("question", "Hidden")


# Everything can be taken back: a wrong press on a lectern is likely.
QUESTION_MOVES: dict[QuestionState, frozenset[QuestionState]] = {
    QuestionState.OPEN: frozenset({QuestionState.ANSWERING, QuestionState.ANSWERED, QuestionState.HIDDEN}),
    QuestionState.ANSWERING: frozenset({QuestionState.OPEN, QuestionState.ANSWERED, QuestionState.HIDDEN}),
    QuestionState.ANSWERED: frozenset({QuestionState.OPEN, QuestionState.ANSWERING, QuestionState.HIDDEN}),
    QuestionState.HIDDEN: frozenset({QuestionState.OPEN}),
}


class PollKind(models.TextChoices):
    SINGLE = "single", _("One answer")
    MULTIPLE = "multiple", _("Several answers")
    QUIZ = "quiz", _("Quiz: some answers are right")


class PollResults(models.TextChoices):
    LIVE = "live", _("Everybody sees the votes as they come in")
    END = "end", _("The votes are shown when the poll is closed")


class PollState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("poll", "Draft")
    OPEN = "open", pgettext_lazy("poll", "Open")
    CLOSED = "closed", pgettext_lazy("poll", "Closed")


# A poll that was closed too early opens again.
POLL_MOVES: dict[PollState, frozenset[PollState]] = {
    PollState.DRAFT: frozenset({PollState.OPEN}),
    PollState.OPEN: frozenset({PollState.CLOSED}),
    PollState.CLOSED: frozenset({PollState.OPEN}),
}


class Reaction(models.TextChoices):
    """Their counts stand in columns of the same names (`ReactionMinute`)."""

    LIKE = "like", pgettext_lazy("reaction", "Like")
    HEART = "heart", pgettext_lazy("reaction", "Heart")
    CLAP = "clap", pgettext_lazy("reaction", "Applause")
    FLOWER = "flower", pgettext_lazy("reaction", "Flower")
    WOW = "wow", pgettext_lazy("reaction", "Wow")


class RecordingState(models.TextChoices):
    """Whether the audience sees what was recorded."""

    KEPT = "kept", _("Kept for the team")
    PUBLISHED = "published", pgettext_lazy("recording", "Published")
    WITHHELD = "withheld", _("Held back by the team")
    EXPIRED = "expired", _("No longer shown: its time is over")
    DELETED = "deleted", pgettext_lazy("recording", "Deleted")


class DownloadRight(models.TextChoices):
    NOBODY = "nobody", _("Nobody")
    REGISTERED = "registered", _("Everybody with an account")
    EVERYBODY = "everybody", _("Everybody")


class FileState(models.TextChoices):
    """How far the file for download is."""

    NONE = "none", _("Not made")
    MAKING = "making", _("Being made")
    READY = "ready", pgettext_lazy("file", "Ready")
    FAILED = "failed", _("Could not be made")


class ChatAccess(models.TextChoices):
    """Who may write. Reading follows the stream's audience."""

    OFF = "off", pgettext_lazy("chat", "Nobody: the chat is closed")
    REGISTERED = "registered", _("Everybody with an account")
    TAKING_PART = "taking_part", _("Who takes part in the fair, and invited people")


class ReportReason(models.TextChoices):
    SPAM = "spam", _("Spam or advertising")
    ABUSE = "abuse", _("Insult or hatred")
    OTHER = "other", _("Something else")


class Verdict(models.TextChoices):
    """What a moderator made of a report."""

    DISMISSED = "dismissed", pgettext_lazy("report", "Left standing")
    HIDDEN = "hidden", pgettext_lazy("report", "Hidden")
    TIMED_OUT = "timed_out", pgettext_lazy("report", "Timed out")
    BANNED = "banned", pgettext_lazy("report", "Banned")


class CaptionMade(models.TextChoices):
    """Where captions come from."""

    TYPED = "typed", pgettext_lazy("captions", "Typed")
    UPLOADED = "uploaded", pgettext_lazy("captions", "Uploaded")
    AUTOMATIC = "automatic", pgettext_lazy("captions", "Automatic")


class SimulcastState(models.TextChoices):
    """How it goes with a platform that a stream is sent on to."""

    WAITING = "waiting", pgettext_lazy("simulcast", "Waits until the stream is on air")
    CONNECTING = "connecting", pgettext_lazy("simulcast", "Connecting")
    SENDING = "sending", pgettext_lazy("simulcast", "Sent on")
    FAILED = "failed", pgettext_lazy("simulcast", "Not sent on")


class SimulcastTrouble(models.TextChoices):
    """Why nothing is sent on."""

    REFUSED = "refused", _("The platform refuses it")
    UNREACHABLE = "unreachable", _("The platform does not answer")
    LOST = "lost", _("The connection broke")
    SLOW = "slow", _("The line there is too slow for this picture")
    ADDRESS = "address", _("The address is not on the public network")
    SECRET = "secret", _("The fair's secret key has changed. Remove this platform and add it again")
