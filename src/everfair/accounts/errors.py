"""The refusals of accounts, one class per rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import Conflict, DomainError


class MailTaken(DomainError):
    code = "mail_taken"
    sentence = _("Somebody already has an account with this e-mail address. Sign in, or ask for a new password.")


class NoOrganisation(DomainError):
    """The person acts for nobody yet."""

    code = "no_organisation"
    sentence = _("This is done in the name of an organisation. Register yours first; it takes two minutes.")
    way_out = ("accounts:organisation-new", _("Register an organisation"))


class CountryMissing(DomainError):
    code = "country_missing"
    sentence = _("Choose the country or region in which the organisation is registered.")
    status = 422


class CountryNotWanted(DomainError):
    code = "country_not_wanted"
    sentence = _("An international organisation has no country. Choose “None”.")
    status = 422


class NameMissing(DomainError):
    code = "name_missing"
    sentence = _("Write the organisation's name in Chinese, in English, or in both.")
    status = 422


class TooManyApplications(DomainError):
    code = "too_many_applications"
    sentence = _("You have %(limit)s organisations waiting for approval. Register another one when they are answered.")


class AlreadyVetted(Conflict):
    code = "already_vetted"
    sentence = _("This application was already answered: %(state)s. Nothing was changed.")


class ReasonMissing(DomainError):
    code = "reason_missing"
    sentence = _("Give the reason. The applicant reads it, word for word.")
    status = 422


class QuestionMissing(DomainError):
    code = "question_missing"
    sentence = _("Write what you ask for. The applicant reads it, word for word.")
    status = 422


class AnswerMissing(DomainError):
    code = "answer_missing"
    sentence = _("Nothing is answered yet. Change something, add a document, or write a few words.")
    status = 422


class NotOpenToChange(Conflict):
    code = "not_open_to_change"
    sentence = _("This application was refused, so it can't be changed. Register the organisation anew.")
    way_out = ("accounts:organisation-new", _("Register an organisation"))


class ProofMissing(DomainError):
    code = "proof_missing"
    sentence = _("%(level)s needs this document, which is not here yet: %(document)s. Ask for it first.")
    status = 422


class FortuneNotWanted(DomainError):
    code = "fortune_not_wanted"
    sentence = _("Only companies are on the Fortune 500 list. Leave the year empty.")
    status = 422


class LooksLikeAnother(DomainError):
    code = "looks_like_another"
    sentence = _("An organisation like this is here already. Look at it below, then decide.")
    status = 422


class TooManyPapers(DomainError):
    code = "too_many_papers"
    sentence = _("An organisation shows at most %(limit)s documents. Put several pages into one PDF.")
    status = 422


class AlreadyMember(Conflict):
    code = "already_member"
    sentence = _("This person already acts for the organisation.")


class TooManyTokens(DomainError):
    code = "too_many_tokens"
    sentence = _("You have %(limit)s tokens in use. Revoke one that you no longer need, then make the new one.")


class NoLongerMember(Conflict):
    code = "no_longer_member"
    sentence = _("This person no longer acts for the organisation. Nothing was changed.")


class LastOwner(Conflict):
    code = "last_owner"
    sentence = _("This is the organisation's only owner. Name another owner first; then this works.")


class HeirMissing(DomainError):
    code = "heir_missing"
    sentence = _("There is open work. Choose a colleague who takes it over, or say that nobody leads it for now.")
    status = 422


class HeirUnfit(DomainError):
    code = "heir_unfit"
    sentence = _("This colleague can't take the work over: they have left, or their role does not negotiate.")
    status = 422


class OpenWork(Conflict):
    code = "open_work"
    sentence = _("%(name)s leads open work, and this role does not negotiate. Hand the work over first.")


class AlreadyInvited(Conflict):
    code = "already_invited"
    sentence = _("This address has an open invitation. You can send its letter again, or take it back.")


class TooManyInvitations(DomainError):
    code = "too_many_invitations"
    sentence = _("Your organisation has sent %(limit)s invitations within a day. Send more tomorrow.")
    status = 429


class InvitationClosed(Conflict):
    """The invitation was accepted, declined, taken back or replaced, or is too old."""

    code = "invitation_closed"
    sentence = _("This invitation is no longer open. Nothing was changed.")


class PhoneTaken(Conflict):
    code = "phone_taken"
    sentence = _("This number belongs to another account by now. Sign in there, or use another number.")
    way_out = ("accounts:security", _("Back to sign-in and security"))


class SmsNotSent(DomainError):
    """The gateway refused, or did not answer in time."""

    code = "sms_not_sent"
    sentence = _("The text message could not be sent just now. Try again in some minutes, or use your e-mail address.")
    status = 503
    way_out = ("account_request_login_code", _("Send a code"))


class DelegationTaken(Conflict):
    code = "delegation_taken"
    sentence = _("This edition has a delegation of this name already.")


class AccountUnknown(DomainError):
    code = "account_unknown"
    sentence = _("Nobody has an account with this e-mail address. Ask the person to make one first.")
    status = 422


class AlreadyInDelegation(Conflict):
    code = "already_in_delegation"
    sentence = _("%(name)s is a member of this delegation, or has been invited already.")


class NotInDelegation(Conflict):
    code = "not_in_delegation"
    sentence = _("This invitation or membership has ended meanwhile. Nothing was changed.")


class ImportBusy(Conflict):
    code = "import_busy"
    sentence = _("Somebody else has begun to apply these rows, or has applied them. Look at what came of it.")


class NothingChosen(DomainError):
    code = "nothing_chosen"
    sentence = _("Choose at least one row without mistakes.")
    status = 422


class OutsideFault(DomainError):
    """Signing in with an outside provider did not work; shown on a page of its own, with the ways on from there."""


class OutsideDenied(OutsideFault):
    code = "outside_denied"
    sentence = _("You did not continue there, so nothing happened here.")
    status = 403


class OutsideLost(OutsideFault):
    """The state is unknown: another browser, too late, used before, or forged."""

    code = "outside_lost"
    sentence = _("This sign-in was begun in another browser, or more than ten minutes ago. Begin it once more.")
    status = 400


class OutsideDown(OutsideFault):
    code = "outside_down"
    sentence = _("The other side does not answer right now. Try again in some minutes, or sign in another way.")
    status = 503


class OutsideClock(OutsideFault):
    code = "outside_clock"
    sentence = _("The other side's clock and ours differ too much to trust the answer. Tell the operator of the fair.")
    status = 502


class OutsideUnfit(OutsideFault):
    """The answer breaks the standard, or was not made for us."""

    code = "outside_unfit"
    sentence = _(
        "The other side's answer can't be accepted. Try once more; if it stays, tell the operator of the fair."
    )
    status = 502


class OutsideMailKnown(OutsideFault):
    """An account has the address, but nobody ever proved it here: whoever is behind it must sign in first."""

    code = "outside_mail_known"
    sentence = _("There is an account here with your e-mail address. Sign in to it first, then connect the other one.")


class ConnectedElsewhere(OutsideFault):
    code = "connected_elsewhere"
    sentence = _("The other account is connected to somebody else here. Sign in with it, or take it off there first.")


class AlreadyConnected(OutsideFault):
    code = "already_connected"
    sentence = _("You are connected to another account there already. Disconnect that one first.")


class LastWayIn(Conflict):
    code = "last_way_in"
    sentence = _("This is your only way to sign in. Set a password or add a passkey first; then disconnect it.")
    way_out = ("accounts:security", _("Sign-in and security"))


class SiteUnknown(DomainError):
    """Another site asks to sign people in, and the fair does not know it, or not at this address."""

    code = "site_unknown"
    sentence = _("The site that sent you here is not registered at this fair, or not under this address.")
    status = 400


class AddressesMissing(DomainError):
    code = "addresses_missing"
    sentence = _("Name at least one address that people are sent back to.")
    status = 422


class AddressUnfit(DomainError):
    code = "address_unfit"
    sentence = _(
        "%(address)s can't be used. Write a whole https address without # and *; http works on this computer only."
    )
    status = 422


class TooManyAddresses(DomainError):
    code = "too_many_addresses"
    sentence = _("At most %(limit)s addresses, please.")
    status = 422


class SecretNotWanted(Conflict):
    code = "secret_not_wanted"
    sentence = _("This site runs in the browser and keeps no secret; there is nothing to renew.")
