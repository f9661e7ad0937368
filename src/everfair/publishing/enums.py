"""Kinds and stages of outcomes, kinds of releases."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutcomeKind(models.TextChoices):
    """The seven published kinds."""

    CONCLUDED_DEAL = "concluded_deal", _("Concluded deal")
    INVESTMENT = "investment", _("Investment")
    STRATEGIC_AGREEMENT = "strategic_agreement", _("Strategic agreement")
    FIRST_LAUNCH = "first_launch", _("First launch")
    AUTHORITATIVE_RELEASE = "authoritative_release", _("Authoritative release")
    ALLIANCE = "alliance", _("Alliance or platform")
    AWARD = "award", _("Award")


class OutcomeStage(models.TextChoices):
    """Never added up: pre-arranged is not intended, intended is not signed."""

    PRE_ARRANGED = "pre_arranged", _("Pre-arranged")
    INTENDED = "intended", _("Intended")
    SIGNED = "signed", _("Signed")


class ReleaseKind(models.TextChoices):
    REPORT = "report", _("Report")
    INDEX = "index", _("Index")
    RANKING = "ranking", _("Ranking")
    LAUNCH = "launch", _("First launch")
