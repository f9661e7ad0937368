"""The page of one negotiation, as it is and with what somebody typed in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import render

from everfair.kernel.realtime import channel_token
from everfair.negotiation.interfaces.forms import AcceptForm, DeclineForm, IntentForm, MessageForm
from everfair.negotiation.queries.history import newest_lines
from everfair.negotiation.queries.standing import standing_of

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from everfair.negotiation.queries.parties import Party


def show_sheet(
    request: HttpRequest, party: Party, *, status: int = 200, refusal: str = "", **bound: forms.Form
) -> HttpResponse:
    """Render the page; `bound` forms keep what was typed, `refusal` is the sentence on top."""
    negotiation, question = party.negotiation, party.border_question()
    words: dict[str, Any] = {
        "party": party,
        "negotiation": negotiation,
        "edition": negotiation.edition,
        "standing": standing_of(party),
        "stretch": newest_lines(negotiation, before=request.GET.get("before", "")),
        "viewer_zone": party.member.person.time_zone,
        "live": channel_token([negotiation.channel], key=settings.SECRET_KEY),
        "refusal": refusal,
        "message_form": MessageForm(question=question),
        "accept_form": AcceptForm(question=question),
        "decline_form": DeclineForm(),
        "intent_form": IntentForm(),
        "kept": [typed for name in ("body", "reason", "summary") if refusal and (typed := request.POST.get(name))],
        **bound,
    }
    return render(request, "negotiation/negotiation.html", words, status=status)
