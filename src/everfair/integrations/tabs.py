"""The tab that integrations hang at the operators' desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from everfair.accounts.public import grants_here
from everfair.fairs.public import can_operate, edition_led_to
from everfair.kernel.tabs import Tab, hang_tab

if TYPE_CHECKING:
    from django.http import HttpRequest


def _webhooks(request: HttpRequest, _subject: object) -> str | None:
    """Lead an operator to the webhooks of the edition that visitors are led to, if it is theirs to operate."""
    edition = edition_led_to(request)
    if edition is None or not can_operate(grants_here(request), edition):
        return None
    return reverse("integrations:webhook-list", args=[edition.slug])


hang_tab("desk", Tab("webhooks", _("Webhooks"), 72, _webhooks))
