"""The tabs that the live room hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from everfair.accounts.public import acts_for, can_negotiate, grants_here
from everfair.fairs.public import edition_led_to
from everfair.kernel.tabs import Tab, hang_tab
from everfair.kernel.waiting import Pile, tell_pile
from everfair.live.access import can_create_stream, can_open_moderation
from everfair.live.queries.chat import count_reported, moderated_editions

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.accounts.public import Member


def _shows(request: HttpRequest, member: Member) -> str | None:
    if not can_negotiate(member) or not acts_for(request, member.organisation):
        return None
    return reverse("streams:mine") if edition_led_to(request) else None


def _streams(request: HttpRequest, _subject: object) -> str | None:
    """Lead an operator to the streams of the edition that visitors are led to, if it is theirs to operate."""
    edition = edition_led_to(request)
    if edition is None or not can_create_stream(grants_here(request), edition.pk):
        return None
    return reverse("streams:desk-list", args=[edition.slug])


def _moderation(request: HttpRequest, _subject: object) -> str | None:
    return reverse("streams:moderation") if can_open_moderation(grants_here(request)) else None


def _reported(request: HttpRequest) -> Pile | None:
    grants = grants_here(request)
    if not can_open_moderation(grants):
        return None
    waiting = count_reported(moderated_editions(grants))
    words = ngettext("reported line in a chat", "reported lines in chats", waiting)
    return Pile(words, reverse("streams:moderation"), waiting)


tell_pile(_reported)
hang_tab("desk", Tab("moderation", _("Moderation"), 27, _moderation))
hang_tab("organisation", Tab("streams", _("Streams"), 25, _shows))
hang_tab("desk", Tab("streams", _("Streams"), 25, _streams))
