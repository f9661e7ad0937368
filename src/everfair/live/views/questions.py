"""The audience's questions beside a stream; without scripts they are a page of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from everfair.kernel.access import ask_to_sign_in, page_around
from everfair.kernel.errors import DomainError
from everfair.live.domain.questions import ask, set_vote
from everfair.live.interfaces.audience_forms import QuestionForm
from everfair.live.queries.questions import blank, board_for, question_of, shown_question
from everfair.live.views.audience_entry import in_audience
from everfair.live.views.posted import posted

if TYPE_CHECKING:
    from everfair.live.guest import Guest

REFUSED_FORM = 422


@require_http_methods(["GET", "HEAD", "POST"])
@in_audience("live.ask_question")
def questions(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Show the questions; a POST asks one."""
    form = _form(guest, request.POST or None)
    if request.method != "POST":
        return _show(request, guest, form)
    if not guest.has_account:
        return ask_to_sign_in(request)
    if not form.is_valid():
        return _show(request, guest, form, status=REFUSED_FORM)
    words = form.cleaned_data
    try:
        ask(guest, body=words["body"], is_anonymous=words.get("is_anonymous", False))
    except DomainError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _show(request, guest, form, status=refusal.status)
    if not _is_fragment(request):
        return redirect("streams:questions", guest.stream.public_id)
    return _show(request, guest, _form(guest), is_sent=True)


@in_audience("live.vote_question", public=False)
@posted("streams:questions")
def vote(request: HttpRequest, guest: Guest, question: str) -> HttpResponse:
    """Want to know it, too (`wants=1`), or no longer (`wants=0`)."""
    found = question_of(guest.stream, question)
    set_vote(guest, found, wants=request.POST.get("wants") == "1")
    if not _is_fragment(request):
        return redirect("streams:questions", guest.stream.public_id)
    shown = shown_question(found, guest.person)
    return render(request, "live/questions_item.html", {"stream": guest.stream, "one": shown, "can_vote": True})


def _show(
    request: HttpRequest, guest: Guest, form: QuestionForm, *, status: int = 200, is_sent: bool = False
) -> HttpResponse:
    context = {
        "stream": guest.stream,
        "edition": guest.stream.edition,
        "board": board_for(guest.stream, guest.person),
        "blank": blank(),
        "form": form,
        "can_vote": guest.has_account,
        "is_sent": is_sent,
        "back": page_around(request) or request.path,
    }
    template = "live/questions.html" if _is_fragment(request) else "live/questions_page.html"
    return render(request, template, context, status=status)


def _form(guest: Guest, typed: QueryDict | None = None) -> QuestionForm:
    """Make the form; its ids differ from those of the chat beside it."""
    return QuestionForm(typed, anonymous=guest.stream.anonymous_questions, auto_id="question_%s")


def _is_fragment(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))
