"""States and kinds of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class OrganisationKind(models.TextChoices):
    """The kinds that the fair's published figures count apart."""

    COMPANY = "company", _("Company")
    INSTITUTION = "institution", _("Public institution")
    INTERNATIONAL = "international_organisation", _("International organisation")
    EMBASSY = "embassy", _("Embassy")
    OVERSEAS_ASSOCIATION = "overseas_association", _("Overseas chamber or association")


class OrganisationState(models.TextChoices):
    APPLIED = "applied", _("Applied")
    ASKED = "asked", _("More is asked for")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")


class VerificationLevel(models.IntegerChoices):
    """What is proved about an organisation; each level contains the ones below."""

    NONE = -1, _("Nothing proved yet")
    MAIL = 0, _("L0: mail address proved")
    ORGANISATION = 1, _("L1: organisation proved")
    AUTHORITY = 2, _("L2: authority to sign proved")


class VettingStep(models.TextChoices):
    APPLIED = "applied", pgettext_lazy("step", "Applied")
    ASKED = "asked", _("Asked for more")
    ANSWERED = "answered", pgettext_lazy("vetting", "Answered")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    LEVEL_SET = "level_set", _("Level set")
    CHANGED = "changed", _("Changed, to be vetted again")


class DocumentKind(models.TextChoices):
    """What an organisation shows of itself: L1 needs a registration, L2 an authority letter."""

    REGISTRATION = "registration", _("Business licence or certificate of registration")
    AUTHORITY = "authority", _("Authority letter of the signatory")
    OTHER = "other", _("Another document")


class MemberRole(models.TextChoices):
    OWNER = "owner", _("Owner")
    ADMIN = "admin", _("Administrator")
    SALES = "sales", _("Sales")
    DUTY = "duty", _("Duty staff")
    SIGNATORY = "signatory", _("Signatory")
    STATISTICS = "statistics", _("Statistics")

    @property
    def meaning(self) -> _StrPromise:
        return _MEANINGS[self]


_MEANINGS = {
    MemberRole.OWNER: _("Everything, also naming owners and signatories."),
    MemberRole.ADMIN: _("Booths, projects, colleagues; negotiates, but does not sign."),
    MemberRole.SALES: _("Requests, answers and leads negotiations."),
    MemberRole.DUTY: _("Staffs the booth and answers negotiations."),
    MemberRole.SIGNATORY: _("Negotiates, and binds the organisation by a signature."),
    MemberRole.STATISTICS: _("Sees figures only."),
}


class InvitationState(models.TextChoices):
    OPEN = "open", pgettext_lazy("invitation", "Open")
    EXPIRED = "expired", pgettext_lazy("invitation", "Too old")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
    DECLINED = "declined", pgettext_lazy("invitation", "Declined")
    REVOKED = "revoked", pgettext_lazy("invitation", "Taken back")


class EditionRole(models.TextChoices):
    OPERATOR = "operator", _("Operator")
    SECTION_LEAD = "section_lead", _("Section lead")
    MODERATOR = "moderator", _("Moderator")
    STATISTICS_OFFICER = "statistics_officer", _("Statistics officer")
    AUDITOR = "auditor", _("Auditor")
    SUPPORT = "support", _("Support")


class DelegationKind(models.TextChoices):
    PROVINCE = "province", _("Province or municipality")
    CENTRAL_ENTERPRISE = "central_enterprise", _("Central enterprise")
    CENTRAL_FINANCIAL = "central_financial", _("Central financial institution")


class DelegationMemberState(models.TextChoices):
    INVITED = "invited", _("Invited")
    JOINED = "joined", _("Member")
    LEFT = "left", _("Left")


class ImportState(models.TextChoices):
    READING = "reading", _("Being read")
    READY = "ready", _("Ready to apply")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Done")
    FAILED = "failed", _("Could not be read")


class RowOutcome(models.TextChoices):
    """What applying a row of a spreadsheet did."""

    CREATED = "created", _("New organisation, member now")
    UPDATED = "updated", _("Particulars brought up to date")
    INVITED = "invited", _("Known organisation, invited")
    UNCHANGED = "unchanged", _("Was a member or invited already")


class ConsentPurpose(models.TextChoices):
    """What people are asked separately; nothing is taken as agreed that is not recorded."""

    TERMS = "terms", _("Terms of the fair")
    LEAD_SHARING = "lead_sharing", _("Passing my contact to another organisation")
    CROSS_BORDER = "cross_border", _("Transfer of my data across the border")
    NEWS = "news", _("News of the fair by mail")


class ExportState(models.TextChoices):
    WAITING = "waiting", _("Being made")
    READY = "ready", _("Ready")
    EXPIRED = "expired", _("Expired")
    FAILED = "failed", _("Failed")


class SiteScope(models.TextChoices):
    """What another site may learn of a person, in the words of the page that asks them."""

    OPENID = "openid", _("That it is you, when you come back")
    PROFILE = "profile", _("Your name, your language and your time zone")
    EMAIL = "email", _("Your e-mail address")
    ORGANISATIONS = "organisations", _("The organisations that you act for, and your role in each")
