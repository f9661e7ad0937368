"""What the replay tells the event log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.events import declare

declare(
    "edition.replayed",
    _("A synthetic edition was loaded from the published figures."),
    scale=str,
    organisations=int,
    negotiations=int,
)
