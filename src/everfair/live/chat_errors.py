"""The refusals of the chat, one class per rule."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import Conflict, DomainError


class ChatClosed(Conflict):
    code = "chat_closed"
    sentence = _("The host has closed this chat. Nothing was sent.")


class ChatForParticipants(DomainError):
    code = "chat_for_participants"
    sentence = _("Only people of organisations that take part in the fair, and invited people, write in this chat.")
    status = 403


class ChatEmpty(DomainError):
    code = "chat_empty"
    sentence = _("Write something first.")
    status = 422


class ChatTooLong(DomainError):
    code = "chat_too_long"
    sentence = _("At most %(longest)s characters, please; this has %(length)s.")
    status = 422


class ChatDamaged(DomainError):
    code = "chat_damaged"
    sentence = _("Some characters arrived damaged. Please type this text again.")
    status = 422


class WordUnwelcome(DomainError):
    code = "word_unwelcome"
    sentence = _("The host does not want “%(word)s” in this chat. Say it in other words.")
    status = 422


class TooSoon(DomainError):
    """`seconds` is how long to wait."""

    code = "chat_too_soon"
    sentence = _("Slow mode: you can send your next line in %(seconds)s s.")
    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds=seconds)
        self.seconds = seconds


class TooMany(TooSoon):
    code = "chat_flood"
    sentence = _("That was a lot at once. You can send your next line in %(seconds)s s.")


class TimedOut(DomainError):
    """`until` is when the time-out ends."""

    code = "chat_timed_out"
    sentence = _("A moderator has stopped you from writing here for %(minutes)s more minutes. You can go on reading.")
    status = 403

    def __init__(self, until: datetime, *, minutes: int) -> None:
        super().__init__(minutes=minutes)
        self.until = until


class Banned(DomainError):
    code = "chat_banned"
    sentence = _("A moderator has stopped you from writing here. You can go on reading.")
    status = 403


class LineGone(Conflict):
    code = "chat_line_gone"
    sentence = _("This line has been hidden meanwhile.")


class OwnLine(DomainError):
    code = "chat_own_line"
    sentence = _("This is your own line.")


class TeamLine(DomainError):
    code = "chat_team_line"
    sentence = _("This person moderates the chat, too, and cannot be stopped from writing here.")


class AuthorGone(Conflict):
    code = "chat_author_gone"
    sentence = _("The author of this line has deleted their account. There is nobody to stop.")


class ReportSettled(Conflict):
    code = "chat_report_settled"
    sentence = _("Somebody has settled this report already: %(verdict)s.")


class RulesChangedMeanwhile(Conflict):
    code = "chat_rules_changed_meanwhile"
    sentence = _("Somebody changed these rules while you were writing. Look at what they say now, then save again.")


class NotTranslated(DomainError):
    code = "not_translated"
    sentence = _("The translation service did not answer. Try again in a moment.")
    status = 502
