"""Kinds of events and ways to attend."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """The published kinds; online-only conferences are counted apart from the other five."""

    SUMMIT_FORUM = "summit_forum", _("Summit forum")
    INDUSTRY_FORUM = "industry_forum", _("Industry forum")
    OVERSEAS_SPECIAL = "overseas_special", _("Country and region event")
    PROVINCE_THEME = "province_theme", _("Province and municipality event")
    EVENING = "evening", _("Evening event")
    ONLINE_CONFERENCE = "online_conference", _("Online-only conference")


class SessionMode(models.TextChoices):
    ON_SITE = "on_site", _("On site")
    ONLINE_ONLY = "online_only", _("Online only")
    HYBRID = "hybrid", _("On site and online")
