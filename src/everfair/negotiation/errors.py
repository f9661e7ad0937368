"""The refusals of negotiations, one class per rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import Conflict, DomainError


class NegotiationWithOneself(DomainError):
    code = "negotiation_with_oneself"
    sentence = _("This project is your own organisation's. Look for a project of somebody else to negotiate about.")


class ProjectNotOpen(DomainError):
    code = "project_not_open"
    sentence = _("This project is no longer published, so no negotiation about it can begin.")


class AlreadyNegotiating(DomainError):
    """`negotiation` is the public id of the open one."""

    code = "already_negotiating"
    sentence = _("Your organisation already negotiates about this project. Go on here.")

    def __init__(self, negotiation: str) -> None:
        super().__init__(negotiation=negotiation)
        self.negotiation = negotiation


class AlreadyAnswered(Conflict):
    code = "already_answered"
    sentence = _("This request was already answered: %(state)s. Nothing was changed.")


class NotInTalks(Conflict):
    code = "not_in_talks"
    sentence = _("This can be done only while the two sides are in talks; this negotiation is: %(state)s.")


class IntentSuperseded(Conflict):
    code = "intent_superseded"
    sentence = _("A newer intent has been recorded. Read it first; nothing was confirmed.")


class IntentAlreadyConfirmed(Conflict):
    code = "intent_already_confirmed"
    sentence = _("Both sides have already confirmed this intent. Nothing was changed.")


class WordsMissing(DomainError):
    code = "words_missing"
    sentence = _("Write something first.")
    status = 422


class WordsDamaged(DomainError):
    code = "words_damaged"
    sentence = _("Some characters arrived damaged. Please type this text again.")
    status = 422


class TooManyWords(DomainError):
    code = "too_many_words"
    sentence = _("At most %(longest)s characters, please; this has %(length)s.")
    status = 422
