"""The tab that publishing hangs beside a delegation's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from everfair.kernel.tabs import Tab, hang_tab

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.accounts.public import Officer


def _outcomes(_request: HttpRequest, officer: Officer) -> str:
    return reverse("outcomes:delegation-view", args=[officer.delegation.public_id])


hang_tab("delegation", Tab("outcomes", _("Outcomes"), 40, _outcomes))
