"""Draft an agreement, and change its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from everfair.accounts.public import Member, memberships_of, organisation_cards, person_of
from everfair.kernel.access import permission, require
from everfair.kernel.errors import Conflict, DomainError, NotFound
from everfair.negotiation.public import NegotiationCard, NegotiationState, ensure_in_talks, negotiation_for_party
from everfair.signing.access import can_deal, can_draft
from everfair.signing.domain.agreement import draft_agreement, revise_agreement
from everfair.signing.domain.record import ensure_state
from everfair.signing.enums import AgreementState
from everfair.signing.errors import AlreadyDrafted
from everfair.signing.interfaces.forms import TermsForm
from everfair.signing.interfaces.prefill import prefill_draft, prefill_revision
from everfair.signing.paper.terms import AgreementTerms, Side
from everfair.signing.queries.current import current_agreement
from everfair.signing.views.entry import back_to, page

if TYPE_CHECKING:
    from everfair.kernel.text import Text
    from everfair.signing.models import Agreement
    from everfair.signing.queries.sheet import Party


@permission("signing.draft_agreement")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, filled from what both sides intend, or write the draft; one agreement at a time."""
    member, negotiation = _talks(request)
    require(can_draft(member, negotiation))
    if existing := current_agreement(negotiation.id):
        return _lead_to(request, existing)
    try:
        return _draft(request, member, negotiation)
    except AlreadyDrafted as refusal:
        return _lead_to(request, refusal.agreement)


def _lead_to(request: HttpRequest, public_id: str) -> HttpResponse:
    messages.info(request, str(AlreadyDrafted.sentence))
    return redirect("signing:agreement-view", public_id)


def _draft(request: HttpRequest, member: Member, negotiation: NegotiationCard) -> HttpResponse:
    parties = _names(negotiation)
    if request.method != "POST":
        ensure_in_talks(NegotiationState(negotiation.state))
        form = TermsForm(initial=prefill_draft(negotiation, zone=member.person.time_zone), parties=parties)
        return _page(request, form, negotiation=negotiation)
    form = TermsForm(request.POST, parties=parties)
    if form.is_valid():
        try:
            agreement = draft_agreement(negotiation, actor=member, draft=form.draft())
            return redirect("signing:agreement-view", agreement.public_id)
        except AlreadyDrafted:
            raise
        except DomainError as refusal:
            form.refuse(refusal)
            return _page(request, form, negotiation=negotiation, status=_status(refusal))
    return _page(request, form, negotiation=negotiation, status=422)


@page("signing.revise_agreement")
def revise(request: HttpRequest, party: Party) -> HttpResponse:
    agreement = party.agreement
    require(can_deal(party.member, agreement))
    terms = AgreementTerms.from_json(agreement.terms)
    parties = {side: terms.party(side).name for side in Side}
    if request.method != "POST":
        ensure_state(agreement, AgreementState.DRAFT)
        form = TermsForm(initial=prefill_revision(terms, agreement.version), parties=parties)
        return _page(request, form, agreement=agreement)
    form = TermsForm(request.POST, parties=parties)
    if form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            revise_agreement(agreement, actor=party.member, draft=form.draft(), version=version)
            return back_to(party)
        except DomainError as refusal:
            form.refuse(refusal)
            return _page(request, form, agreement=agreement, status=_status(refusal))
    return _page(request, form, agreement=agreement, status=422)


def _page(
    request: HttpRequest,
    form: TermsForm,
    *,
    negotiation: NegotiationCard | None = None,
    agreement: Agreement | None = None,
    status: int = 200,
) -> HttpResponse:
    words: dict[str, Any] = {"form": form, "negotiation": negotiation, "agreement": agreement}
    return render(request, "signing/terms.html", words, status=status)


def _status(refusal: DomainError) -> int:
    """Return 409 when somebody else was faster, 422 when the terms are wrong."""
    return refusal.status if isinstance(refusal, Conflict) else 422


def _talks(request: HttpRequest) -> tuple[Member, NegotiationCard]:
    """Return the negotiation of the address and the membership by which the person takes part in it."""
    public_id = request.GET.get("negotiation", "")
    for member in memberships_of(person_of(request)):
        try:
            return member, negotiation_for_party(member, public_id)
        except NotFound:
            continue
    raise NotFound


def _names(negotiation: NegotiationCard) -> dict[Side, Text]:
    cards = organisation_cards([negotiation.initiator_id, negotiation.respondent_id])
    return {Side.FIRST: cards[negotiation.initiator_id].name, Side.SECOND: cards[negotiation.respondent_id].name}
