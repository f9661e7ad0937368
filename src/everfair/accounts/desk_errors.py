"""The refusals of the operators' desk, one class per rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import Conflict, DomainError


class OwnRole(DomainError):
    code = "own_role"
    sentence = _("Nobody gives a role to themselves. Ask another operator.")
    status = 403


class OwnAccount(DomainError):
    code = "own_account"
    sentence = _("You cannot lock yourself out.")
    status = 403


class LastOperator(DomainError):
    code = "last_operator"
    sentence = _("This is the last operator of %(edition)s. Make somebody else an operator first.")


class ZoneMissing(DomainError):
    code = "zone_missing"
    sentence = _("A section lead looks after one zone. Choose it.")
    status = 422


class RoleGone(Conflict):
    code = "role_gone"
    sentence = _("This person no longer has this role. Nothing was changed.")


class AlreadyClosed(Conflict):
    code = "already_closed"
    sentence = _("This account is already closed. Nothing was changed.")


class AlreadyOpen(Conflict):
    code = "already_open"
    sentence = _("This account is open. Nothing was changed.")


class AccountErased(DomainError):
    code = "account_erased"
    sentence = _("This person has erased their account. Nothing is left to change.")


class ReasonUnsaid(DomainError):
    code = "reason_unsaid"
    sentence = _("Write why. The reason is kept with what you do.")
    status = 422


class AlreadyConfirmed(Conflict):
    code = "already_confirmed"
    sentence = _("This person's mail address is confirmed by now.")


class RemindedAlready(DomainError):
    code = "reminded_already"
    sentence = _("This person was written to within the last hour. Wait before you write again.")


class LookOnlyReads(DomainError):
    code = "look_only_reads"
    sentence = _(
        "You look at the fair as somebody else sees it, so you can only read. End the look, then act as yourself."
    )
    status = 403


class HiddenFromLook(DomainError):
    code = "hidden_from_look"
    sentence = _("This page shows how a person signs in, or what only they should read. Support does not see it.")
    status = 403
