"""What a figure measures, which part of the fair it speaks of, and where its printed value comes from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Unit(models.TextChoices):
    COUNT = "count", _("Count")
    PERCENT = "percent", _("Percent")
    MONEY = "money", _("Money")
    MINUTES = "minutes", _("Minutes")


class Group(models.TextChoices):
    CAME = "came", _("Who came")
    SHOWN = "shown", _("What was shown")
    TALKED = "talked", _("What was talked about")
    SIGNED = "signed", _("What was signed")
    PUBLISHED = "published", _("What was published")


class Provenance(models.TextChoices):
    """Of the value that the count is held against; `counted` where there is none."""

    PUBLISHED = "published", pgettext_lazy("provenance", "Published")
    DERIVED = "derived", pgettext_lazy("provenance", "Derived from what was published")
    ASSUMED = "assumed", pgettext_lazy("provenance", "Assumed, not published")
    COUNTED = "counted", pgettext_lazy("provenance", "Counted, not published")


class Relation(models.TextChoices):
    """How the count must stand to the printed value."""

    EXACT = "exact", _("exactly")
    AT_LEAST = "at_least", _("at least")
