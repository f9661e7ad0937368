"""Who may come in: the decorators of every page of one negotiation."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from everfair.accounts.public import acting_member, person_of
from everfair.kernel.access import permission, require
from everfair.kernel.errors import Conflict, NotFound
from everfair.negotiation.access import can_see
from everfair.negotiation.queries.parties import Party, parties_for_person
from everfair.negotiation.views.sheet import show_sheet

PartyView = Callable[..., HttpResponse]
Page = Callable[..., HttpResponseBase]


def party_of(request: HttpRequest, public_id: str) -> Party:
    """Return the signed-in person's part in a negotiation; `NotFound` for a stranger.

    `Forbidden` for who sees figures only. Who acts for both sides speaks for the one they have switched to.
    """
    parties = parties_for_person(person_of(request), public_id)
    if not parties:
        raise NotFound
    parties = [party for party in parties if can_see(party.member, party.negotiation)]
    require(bool(parties))
    if len(parties) > 1 and (acting := acting_member(request)):
        parties.sort(key=lambda party: party.member.organisation != acting.organisation)
    return parties[0]


def page(name: str) -> Callable[[PartyView], Page]:
    """Let only the two parties in; the view is given its `Party`."""

    def mark(view: PartyView) -> Page:
        @permission(name)
        @never_cache
        @wraps(view)
        def entered(request: HttpRequest, public_id: str, **rest: str) -> HttpResponse:
            return view(request, party_of(request, public_id), **rest)

        return entered

    return mark


def action(name: str) -> Callable[[PartyView], Page]:
    """Do the same for the target of a form; when somebody was faster, the page of the new state says so.

    Who comes by GET (sent back here after signing in) is led to that page, too.
    """

    def mark(view: PartyView) -> Page:
        @page(name)
        @wraps(view)
        def acted(request: HttpRequest, party: Party, **rest: str) -> HttpResponse:
            if request.method != "POST":
                return back_to(party)
            try:
                return view(request, party, **rest)
            except Conflict as refusal:
                now = party_of(request, party.negotiation.public_id)
                return show_sheet(request, now, status=refusal.status, refusal=str(refusal))

        return acted

    return mark


def back_to(party: Party) -> HttpResponse:
    return redirect("negotiation:negotiation-view", party.negotiation.public_id)
