"""The events of publishing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.events import declare

declare("outcome.recorded", _("An outcome entered the outcome list."), kind=str, stage=str, agreement=str)
