"""Polls on the presenter's page: made, opened, closed, and taken away as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from everfair.kernel.access import require
from everfair.kernel.errors import DomainError, NotFound
from everfair.kernel.uploads import Sort
from everfair.live.domain.polls import delete_draft, make_poll, move_poll
from everfair.live.enums import PollState
from everfair.live.interfaces.audience_forms import PollForm
from everfair.live.interfaces.poll_sheet import SORTS, polls_table
from everfair.live.queries.polls import poll_of, polls_for, polls_to_export
from everfair.live.views.posted import posted
from everfair.live.views.stage_entry import on_stage

if TYPE_CHECKING:
    from everfair.live.views.desk_entry import Desk

REFUSED_FORM = 422


@require_safe
@on_stage("live.present_polls")
def polls(request: HttpRequest, desk: Desk) -> HttpResponse:
    return _show(request, desk)


@require_http_methods(["GET", "HEAD", "POST"])
@on_stage("live.make_poll")
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write a poll; it stays a draft until it is opened."""
    require(desk.runner.runs(desk.stream))
    form = PollForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = REFUSED_FORM
        if form.is_valid():
            try:
                make_poll(desk.stream, form.plan(), actor=desk.runner)
            except DomainError as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("streams:presenter", desk.stream.public_id)
    context = {"stream": desk.stream, "edition": desk.stream.edition, "form": form}
    return render(request, "live/polls_new.html", context, status=status)


@on_stage("live.move_poll")
@posted("streams:presenter")
def move(request: HttpRequest, desk: Desk, poll: str) -> HttpResponse:
    """Open it (`to=open`), close it (`to=closed`), or delete a draft (`to=deleted`)."""
    found, to = poll_of(desk.stream, poll), request.POST.get("to", "")
    refusal = None
    try:
        if to == "deleted":
            delete_draft(found, actor=desk.runner)
        elif to in PollState.values:
            move_poll(found, PollState(to), actor=desk.runner)
        else:
            raise NotFound
    except DomainError as error:
        if not request.headers.get("HX-Request"):
            raise
        refusal = error
    return _show(request, desk, refusal=refusal)


@require_safe
@on_stage("live.export_polls")
def export(request: HttpRequest, desk: Desk, sort: str) -> HttpResponse:
    """All polls that were opened, with their votes and without people, as a table."""
    del request
    if sort not in SORTS:
        raise NotFound
    answer = HttpResponse(polls_table(polls_to_export(desk.stream), sort=sort), content_type=Sort(sort).media_type)
    name = quote(f"{desk.stream.title} {_('Polls')}.{sort}")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


def _show(request: HttpRequest, desk: Desk, *, refusal: DomainError | None = None) -> HttpResponse:
    """Show the polls to the team; a plain form leads back to the whole page."""
    if not request.headers.get("HX-Request"):
        return redirect("streams:presenter", desk.stream.public_id)
    context = {
        "stream": desk.stream,
        "polls": polls_for(desk.stream, None, is_team=True),
        "runs": desk.runner.runs(desk.stream),
        "refusal": str(refusal) if refusal else "",
    }
    return render(request, "live/presenter_polls.html", context, status=refusal.status if refusal else 200)
