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


class AlreadyMember(Conflict):
    code = "already_member"
    sentence = _("This person already acts for the organisation.")


class TooManyTokens(DomainError):
    code = "too_many_tokens"
    sentence = _("You have %(limit)s tokens in use. Revoke one that you no longer need, then make the new one.")
