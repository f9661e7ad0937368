"""The refusals of agreements, one class per rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import Conflict, DomainError


class AlreadyDrafted(DomainError):
    """`agreement` is the public id of the one there is."""

    code = "already_drafted"
    sentence = _("The two sides already have an agreement in the works. Go on here.")

    def __init__(self, agreement: str) -> None:
        super().__init__(agreement=agreement)
        self.agreement = agreement


class TextChanged(Conflict):
    code = "text_changed"
    sentence = _("The text was changed while you had it open. Read the new text; nothing was approved or signed.")


class NothingChanged(DomainError):
    code = "nothing_changed"
    sentence = _("You have changed nothing, so the text and its approvals stay as they are.")
    status = 422


class NotPossibleNow(Conflict):
    code = "not_possible_now"
    sentence = _("This is no longer possible; the agreement is: %(state)s. Nothing was changed.")


class AlreadyApproved(Conflict):
    code = "already_approved"
    sentence = _("Your side has already approved this text.")


class SideHasSigned(Conflict):
    code = "side_has_signed"
    sentence = _("Your side has already signed. Nothing was changed.")


class WrongPassword(DomainError):
    code = "wrong_password"
    sentence = _("This is not your password, so nothing was signed. Please type it again.")
    status = 422


class TooManyPasswords(DomainError):
    code = "too_many_passwords"
    sentence = _("Too many wrong passwords. Wait fifteen minutes, then try again.")
    status = 429


class VerificationBusy(DomainError):
    code = "verification_busy"
    sentence = _("Many files are being checked just now. Please try again in a minute.")
    status = 503
