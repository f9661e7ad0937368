"""The tabs that notifications hang."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from everfair.accounts.public import grants_here
from everfair.kernel.tabs import Tab, hang_tab
from everfair.notifications.access import can_preview_letters

if TYPE_CHECKING:
    from django.http import HttpRequest


def _letters(request: HttpRequest, _subject: object) -> str | None:
    return reverse("notifications:letter-list") if can_preview_letters(grants_here(request)) else None


hang_tab(
    "account",
    Tab("notifications", _("Notifications"), 30, lambda _request, _subject: reverse("notifications:notification-list")),
)
hang_tab("desk", Tab("letters", _("Letters"), 70, _letters))
