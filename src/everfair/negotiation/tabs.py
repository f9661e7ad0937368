"""The tab that negotiations hang into an organisation's workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from everfair.accounts.public import acts_for, can_follow_negotiations
from everfair.kernel.tabs import Tab, hang_tab

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.accounts.public import Member


def _negotiations(request: HttpRequest, member: Member) -> str | None:
    if not can_follow_negotiations(member) or not acts_for(request, member.organisation):
        return None
    return reverse("negotiation:negotiation-list")


hang_tab("organisation", Tab("negotiations", _("Negotiations"), 30, _negotiations))
