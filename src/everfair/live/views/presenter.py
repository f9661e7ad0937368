"""The page on the lectern: picture, questions, polls, chat, and whether everything arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from everfair.kernel.errors import DomainError, NotFound
from everfair.live.access import can_see_author
from everfair.live.domain.answering import change_rules, move_question, reveal_author
from everfair.live.domain.viewing import watching_now
from everfair.live.enums import QuestionState
from everfair.live.interfaces.audience_forms import RulesForm
from everfair.live.playback.policy import watch_policy
from everfair.live.queries.desk import arrivals
from everfair.live.queries.questions import board_for, question_of
from everfair.live.views.desk_trouble import trouble
from everfair.live.views.posted import posted
from everfair.live.views.stage_entry import on_stage
from everfair.live.views.watch import shown

if TYPE_CHECKING:
    from everfair.live.views.desk_entry import Desk


@require_safe
@on_stage("live.present")
def presenter(request: HttpRequest, desk: Desk) -> HttpResponse:
    stream = desk.stream
    rules = {"takes": stream.takes_questions, "anonymous": stream.anonymous_questions}
    context = {
        **shown(request, stream),
        "edition": stream.edition,
        "runs": desk.runner.runs(stream),
        "rules_form": RulesForm(initial=rules),
    }
    answer = render(request, "live/presenter.html", context)
    answer["Content-Security-Policy"] = watch_policy(stream)
    return answer


@require_safe
@on_stage("live.present_questions")
def questions(request: HttpRequest, desk: Desk) -> HttpResponse:
    return _show_questions(request, desk)


@require_safe
@on_stage("live.present_health")
def health(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say in words what arrives, and how many watch."""
    arriving = arrivals(desk.stream).open
    context = {
        "stream": desk.stream,
        "arriving": arriving,
        "trouble": trouble(desk.stream, arriving.take if arriving else None),
        "now": watching_now(desk.stream.public_id),
    }
    return render(request, "live/presenter_health.html", context)


@on_stage("live.move_question")
@posted("streams:presenter")
def move(request: HttpRequest, desk: Desk, question: str) -> HttpResponse:
    """Answer it now, mark it answered, hide it or open it again: `to` is its new state."""
    found, to = question_of(desk.stream, question), request.POST.get("to", "")
    if to not in QuestionState.values:
        raise NotFound
    try:
        move_question(found, QuestionState(to), actor=desk.runner)
    except DomainError as refusal:
        return _show_questions(request, desk, refusal=refusal)
    return _show_questions(request, desk)


@on_stage("live.see_author")
@posted("streams:presenter")
def author(request: HttpRequest, desk: Desk, question: str) -> HttpResponse:
    """Tell a moderator who asked a hidden question; the reason is kept."""
    found = question_of(desk.stream, question)
    try:
        person = reveal_author(found, actor=desk.runner, reason=request.POST.get("reason", ""))
    except DomainError as refusal:
        return _show_questions(request, desk, refusal=refusal)
    context = {"stream": desk.stream, "edition": desk.stream.edition, "question": found, "person": person}
    return render(request, "live/presenter_author.html", context)


@on_stage("live.change_question_rules")
@posted("streams:presenter")
def rules(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take questions or not, also without a name or not."""
    form = RulesForm(request.POST)
    form.is_valid()
    change_rules(desk.stream, actor=desk.runner, **form.cleaned_data)
    return redirect("streams:presenter", desk.stream.public_id)


def _show_questions(request: HttpRequest, desk: Desk, *, refusal: DomainError | None = None) -> HttpResponse:
    """Show the list to the team; a plain form leads back to the whole page."""
    if not request.headers.get("HX-Request"):
        if refusal:
            raise refusal
        return redirect("streams:presenter", desk.stream.public_id)
    context = {
        "stream": desk.stream,
        "board": board_for(desk.stream, None, with_hidden=True),
        "can_see_author": can_see_author(desk.runner.grants, desk.stream),
        "refusal": str(refusal) if refusal else "",
    }
    return render(request, "live/presenter_questions.html", context, status=refusal.status if refusal else 200)
