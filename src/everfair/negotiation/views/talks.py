"""Messages and intents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import atomic
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import reswap, retarget

from everfair.kernel.errors import Conflict
from everfair.negotiation.domain.talks import confirm_intent, post_message, record_intent
from everfair.negotiation.interfaces.forms import IntentForm, MessageForm
from everfair.negotiation.queries.intents import intent_of
from everfair.negotiation.views.entry import action, back_to
from everfair.negotiation.views.negotiation import new_lines, words_of
from everfair.negotiation.views.sheet import show_sheet

if TYPE_CHECKING:
    from everfair.negotiation.queries.parties import Party


@action("negotiation.post_message")
def post(request: HttpRequest, party: Party) -> HttpResponse:
    """Send a message; htmx gets all lines that are new to the page, so that the sender sees both sides in order."""
    form = MessageForm(request.POST, question=party.border_question())
    is_fragment = bool(request.headers.get("HX-Request"))
    if not form.is_valid():
        return (
            _compose(request, party, form=form, status=422)
            if is_fragment
            else show_sheet(request, party, status=422, message_form=form)
        )
    try:
        with atomic():
            form.keep_answer(party.member.person)
            post_message(party.negotiation, actor=party.member, body=form.cleaned_data["body"])
    except Conflict as refusal:
        if not is_fragment:
            raise
        form.add_error("body", str(refusal))
        return _compose(request, party, form=form, status=refusal.status)
    if not is_fragment:
        return back_to(party)
    return new_lines(request, party, after=request.POST.get("after", ""), answered=form.question is not None)


@action("negotiation.record_intent")
def record(request: HttpRequest, party: Party) -> HttpResponse:
    form = IntentForm(request.POST)
    if not form.is_valid():
        return show_sheet(request, party, status=422, intent_form=form)
    words = form.cleaned_data
    record_intent(party.negotiation, actor=party.member, summary=words["summary"], amount=words["money"])
    return back_to(party)


@action("negotiation.confirm_intent")
def confirm(request: HttpRequest, party: Party, intent_id: str) -> HttpResponse:
    del request
    confirm_intent(intent_of(party.negotiation, intent_id), actor=party.member)
    return back_to(party)


def _compose(request: HttpRequest, party: Party, *, form: MessageForm, status: int) -> HttpResponse:
    """Put the form back with its text and the sentence, in the place of the one that was sent."""
    words = {"message_form": form, **words_of(party)}
    answer = render(request, "negotiation/partials/compose.html", words, status=status)
    return reswap(retarget(answer, "#compose"), "outerHTML")
