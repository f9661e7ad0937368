"""States of booths and projects."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class BoothKind(models.TextChoices):
    FLAT = "flat", _("Flat booth")
    THREE_D = "three_d", _("3D booth")


class BoothState(models.TextChoices):
    PREPARING = "preparing", _("In preparation")
    OPEN = "open", _("Open to visitors")


class BoothTemplate(models.TextChoices):
    """What a booth puts first."""

    SHOWCASE = "showcase", _("Showcase: what we do")
    SOLUTIONS = "solutions", _("Solutions: what we offer you")
    PARTNERS = "partners", _("Partners: whom we look for")


class ProjectState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PROJECT_MOVES: dict[ProjectState, frozenset[ProjectState]] = {
    ProjectState.DRAFT: frozenset({ProjectState.PUBLISHED}),
    ProjectState.PUBLISHED: frozenset({ProjectState.WITHDRAWN}),
    ProjectState.WITHDRAWN: frozenset({ProjectState.PUBLISHED}),
}


class SupplyMode(models.IntegerChoices):
    """The four modes of supply of the GATS."""

    CROSS_BORDER = 1, _("Cross-border supply")
    CONSUMPTION_ABROAD = 2, _("Consumption abroad")
    COMMERCIAL_PRESENCE = 3, _("Commercial presence")
    PRESENCE_OF_PERSONS = 4, _("Presence of natural persons")
