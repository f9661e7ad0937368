"""The tab that the exhibition hangs into an organisation's workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from everfair.accounts.public import acts_for, can_negotiate
from everfair.fairs.public import edition_led_to
from everfair.kernel.tabs import Tab, hang_tab

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.accounts.public import Member


def _exhibition(request: HttpRequest, member: Member) -> str | None:
    if not can_negotiate(member) or not acts_for(request, member.organisation):
        return None
    edition = edition_led_to(request)
    return reverse("exhibition:workspace", args=[edition.slug]) if edition else None


hang_tab("organisation", Tab("exhibition", _("Booth and projects"), 20, _exhibition))
