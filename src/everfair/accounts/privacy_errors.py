"""The refusals around people's own data, one class per rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import Conflict, DomainError


class TermsNeedErasure(DomainError):
    """The terms are what an account stands on."""

    code = "terms_need_erasure"
    sentence = _("There is no account without the terms. To withdraw them, erase your account.")
    way_out = ("accounts:person-erase", _("Erase my account"))


class BorderConsentMissing(DomainError):
    """Raised before anything of a person crosses the border to somebody whom they were not asked about."""

    code = "border_consent_missing"
    sentence = _("The other side is across the border. Agree that your name and your words go there, or stop here.")
    status = 422


class ExportWaiting(Conflict):
    code = "export_waiting"
    sentence = _("Your data is being collected already. You are told when it is ready.")


class TooManyExports(DomainError):
    code = "too_many_exports"
    sentence = _("You had %(limit)s downloads made in one day. Use the newest, or come back tomorrow.")
    status = 429


class ExportGone(DomainError):
    code = "export_gone"
    sentence = _("This download has expired. Have a new one made; it takes a minute.")
    status = 410
    way_out = ("accounts:privacy", _("Privacy"))


class StillTied(Conflict):
    """The person has to settle something first; `ties` says what, and where."""

    code = "still_tied"
    sentence = _("Something has to be settled before your account can be erased. This page says what.")
    way_out = ("accounts:person-erase", _("What is left to settle"))
