"""Who may come in: the decorators of every page of one agreement."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from everfair.accounts.public import acting_member, person_of
from everfair.kernel.access import permission, require
from everfair.kernel.errors import Conflict, NotFound
from everfair.signing.access import can_read
from everfair.signing.queries.sheet import Party, parties_for_person

PartyView = Callable[..., HttpResponse]
Page = Callable[..., HttpResponseBase]


def party_of(request: HttpRequest, public_id: str) -> Party:
    """Return the signed-in person's part in an agreement; `NotFound` for a stranger.

    A colleague whose role has no part in talks gets `Forbidden`.

    Who acts for both sides speaks for the one they have switched to.
    """
    parties = parties_for_person(person_of(request), public_id)
    if not parties:
        raise NotFound
    if len(parties) > 1 and (acting := acting_member(request)):
        parties.sort(key=lambda party: party.member.organisation != acting.organisation)
    require(can_read(parties[0].member, parties[0].agreement))
    return parties[0]


def page(name: str) -> Callable[[PartyView], Page]:
    """Let only the two parties in; the view is given its `Party`.

    When somebody was faster, the page of the new state says so.
    """

    def mark(view: PartyView) -> Page:
        @permission(name)
        @never_cache
        @wraps(view)
        def entered(request: HttpRequest, public_id: str) -> HttpResponse:
            party = party_of(request, public_id)
            try:
                return view(request, party)
            except Conflict as refusal:
                messages.error(request, str(refusal))
                return back_to(party)

        return entered

    return mark


def action(name: str) -> Callable[[PartyView], Page]:
    """Do the same for the target of a form; who comes by GET is led to the agreement."""

    def mark(view: PartyView) -> Page:
        @page(name)
        @wraps(view)
        def acted(request: HttpRequest, party: Party) -> HttpResponse:
            return view(request, party) if request.method == "POST" else back_to(party)

        return acted

    return mark


def back_to(party: Party) -> HttpResponse:
    return redirect("signing:agreement-view", party.agreement.public_id)
