"""Streams as those who run them see them: all of an edition, and an organisation's shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from everfair.accounts.public import can_exhibit, can_manage, grants_here, require_member
from everfair.exhibition.public import open_booths_of
from everfair.fairs.public import current_edition, edition_by_slug
from everfair.kernel.access import permission, require
from everfair.kernel.errors import NotFound
from everfair.live.access import can_create_stream
from everfair.live.enums import StreamState
from everfair.live.queries.lists import count_by_state, shows_of, streams_at_desk
from everfair.live.views.lists import LONGEST_WORDS, Choice

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 50


@permission("live.list_all_streams")
@require_safe
def desk_list(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_by_slug(edition)
    require(can_create_stream(grants_here(request), here.pk))
    wish = request.GET.get("state", "")
    state = wish if wish in StreamState else ""
    words = request.GET.get("q", "").replace("\x00", "")[:LONGEST_WORDS].strip()
    counts = count_by_state(here)
    context = {
        "edition": here,
        "current_tab": "streams",
        "choices": _choices(counts, state),
        "state": state,
        "words": words,
        "total": sum(counts.values()),
        "page": Paginator(streams_at_desk(here, state=state, words=words), PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "live/desk_list.html", context)


@permission("live.list_own_streams")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show what the organisation runs in the current edition; its people see it, its managers change it."""
    member = require_member(request)
    here = current_edition()
    if here is None:
        raise NotFound
    context = {
        "edition": here,
        "member": member,
        "current_tab": "streams",
        "streams": shows_of(member.organisation, here),
        "may_create": can_exhibit(member),
        "may_run": can_manage(member),
        "has_booth": open_booths_of(member.organisation.pk, here).exists(),
    }
    return render(request, "live/mine.html", context)


def _choices(counts: dict[str, int], state: str) -> list[Choice]:
    """Return the states that some stream is in, with how many; all of them first."""
    every = Choice(f"{_('All')} · {sum(counts.values())}", "?", not state)
    some = [
        Choice(f"{each.label} · {counts.get(each, 0)}", f"?state={each}", state == each)
        for each in StreamState
        if each in counts or each == state
    ]
    return [every, *some]
