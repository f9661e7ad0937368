"""States and kinds of accounts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """The kinds that the fair's published figures count apart."""

    COMPANY = "company", _("Company")
    INSTITUTION = "institution", _("Public institution")
    INTERNATIONAL = "international_organisation", _("International organisation")
    EMBASSY = "embassy", _("Embassy")
    OVERSEAS_ASSOCIATION = "overseas_association", _("Overseas chamber or association")


class OrganisationState(models.TextChoices):
    APPLIED = "applied", _("Applied")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")


class MemberRole(models.TextChoices):
    OWNER = "owner", _("Owner")
    ADMIN = "admin", _("Administrator")
    SALES = "sales", _("Sales")
    DUTY = "duty", _("Duty staff")
    SIGNATORY = "signatory", _("Signatory")
    STATISTICS = "statistics", _("Statistics")


class EditionRole(models.TextChoices):
    OPERATOR = "operator", _("Operator")
    SECTION_LEAD = "section_lead", _("Section lead")
    AUDITOR = "auditor", _("Auditor")


class DelegationKind(models.TextChoices):
    PROVINCE = "province", _("Province or municipality")
    CENTRAL_ENTERPRISE = "central_enterprise", _("Central enterprise")
    CENTRAL_FINANCIAL = "central_financial", _("Central financial institution")
