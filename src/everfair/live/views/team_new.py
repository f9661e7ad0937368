"""New streams: the operators' for a session or for the fair, an organisation's at its booth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from everfair.accounts.public import can_exhibit, grants_here, require_member
from everfair.fairs.public import current_edition, edition_by_slug
from everfair.kernel.access import permission, require
from everfair.kernel.errors import DomainError, NotFound
from everfair.live.access import can_create_stream
from everfair.live.domain.streams import create_stream
from everfair.live.interfaces.forms import BoothShowForm, FairStreamForm, ShowForm
from everfair.live.runner import runner_of
from everfair.live.views.desk_entry import REFUSED_FORM, refuse, to_desk

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from everfair.fairs.models import Edition


@permission("live.create_stream")
@require_http_methods(["GET", "HEAD", "POST"])
def new_at_desk(request: HttpRequest, edition: str) -> HttpResponseBase:
    here = edition_by_slug(edition)
    require(can_create_stream(grants_here(request), here.pk))
    form = FairStreamForm(here, _posted(request), initial={"session": request.GET.get("session", "")})
    return _create(request, form, {"edition": here, "current_tab": "streams", "page": "live/new_at_desk.html"})


@permission("live.create_show")
@require_http_methods(["GET", "HEAD", "POST"])
def new_show(request: HttpRequest) -> HttpResponseBase:
    member, here = require_member(request), current_edition()
    if here is None:
        raise NotFound
    require(can_exhibit(member))
    form = BoothShowForm(here, member.organisation, _posted(request))
    if not form.booths:
        return redirect("streams:mine")
    words = {"edition": here, "current_tab": "streams", "member": member, "page": "live/new_show.html"}
    return _create(request, form, words)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _create(request: HttpRequest, form: ShowForm, words: dict[str, Any]) -> HttpResponseBase:
    """Show the form, or make the stream and lead to its desk."""
    edition: Edition = words["edition"]
    status = 200
    if form.is_bound:
        status = REFUSED_FORM
        if form.is_valid():
            try:
                made = create_stream(edition, actor=runner_of(request), plan=form.plan(), **form.belongings())
                return to_desk(made)
            except DomainError as error:
                status = refuse(form, error)
    return render(request, words["page"], {**words, "form": form}, status=status)
