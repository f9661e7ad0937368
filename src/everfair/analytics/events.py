"""What analytics tell the event log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.events import declare

declare("figures.published", _("Published figures were put beside the counted ones."), figures=int)
