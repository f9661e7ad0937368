"""One agreement: the paper in the middle, beside it who has to do what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everfair.kernel.errors import Conflict, DomainError
from everfair.kernel.realtime import channel_token
from everfair.signing.domain.agreement import approve_agreement, decline_agreement
from everfair.signing.interfaces.forms import DeclineForm
from everfair.signing.queries.sheet import Party, paper_of, sheet_of
from everfair.signing.views.entry import action, back_to, page, party_of

if TYPE_CHECKING:
    from django import forms


@page("signing.view_agreement")
def show(request: HttpRequest, party: Party) -> HttpResponse:
    return _show(request, party, DeclineForm())


@action("signing.approve_agreement")
def approve(request: HttpRequest, party: Party) -> HttpResponse:
    approve_agreement(party.agreement, actor=party.member, sha256=request.POST.get("sha256", ""))
    return back_to(party)


@action("signing.decline_agreement")
def decline(request: HttpRequest, party: Party) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _show(request, party, form)
    try:
        decline_agreement(party.agreement, actor=party.member, reason=form.cleaned_data["reason"])
    except Conflict as refusal:
        return _show(request, party_of(request, party.agreement.public_id), form, refusal=refusal)
    return back_to(party)


@page("signing.download_paper")
def paper(request: HttpRequest, party: Party) -> HttpResponse:
    """Hand out the newest PDF, byte for byte as it was signed."""
    del request
    name = f"agreement-{party.agreement.public_id}.pdf"
    return HttpResponse(
        paper_of(party.agreement),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def _show(request: HttpRequest, party: Party, form: forms.Form, *, refusal: DomainError | None = None) -> HttpResponse:
    """Render the page; a form that came in vain keeps what was typed."""
    agreement = party.agreement
    words = {
        "party": party,
        "agreement": agreement,
        "edition": agreement.negotiation.edition,
        "sheet": sheet_of(party),
        "decline_form": form,
        "refusal": refusal,
        "viewer_zone": party.member.person.time_zone,
        "live": channel_token([agreement.negotiation.channel], key=settings.SECRET_KEY),
    }
    status = refusal.status if refusal else 422 if form.is_bound else 200
    return render(request, "signing/agreement.html", words, status=status)
