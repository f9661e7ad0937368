"""Accept, decline, withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import atomic
from django.http import HttpRequest, HttpResponse

from everfair.negotiation.domain.negotiation import accept_negotiation, decline_negotiation, withdraw_negotiation
from everfair.negotiation.interfaces.forms import AcceptForm, DeclineForm
from everfair.negotiation.views.entry import action, back_to
from everfair.negotiation.views.sheet import show_sheet

if TYPE_CHECKING:
    from everfair.negotiation.queries.parties import Party


@action("negotiation.answer_request")
def accept(request: HttpRequest, party: Party) -> HttpResponse:
    form = AcceptForm(request.POST, question=party.border_question())
    if not form.is_valid():
        return show_sheet(request, party, status=422, accept_form=form)
    with atomic():
        form.keep_answer(party.member.person)
        accept_negotiation(party.negotiation, actor=party.member)
    return back_to(party)


@action("negotiation.answer_request")
def decline(request: HttpRequest, party: Party) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return show_sheet(request, party, status=422, decline_form=form)
    decline_negotiation(party.negotiation, actor=party.member, reason=form.cleaned_data["reason"])
    return back_to(party)


@action("negotiation.withdraw_negotiation")
def withdraw(request: HttpRequest, party: Party) -> HttpResponse:
    del request
    withdraw_negotiation(party.negotiation, actor=party.member)
    return back_to(party)
