"""Other platforms at the desk: added, switched, removed; how it goes with each changes while one looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from everfair.kernel.errors import DomainError
from everfair.live.domain.simulcasts import add_simulcast, remove_simulcast, switch_simulcast
from everfair.live.interfaces.simulcast_form import SimulcastForm
from everfair.live.queries.desk import simulcasts_of
from everfair.live.views.desk import show
from everfair.live.views.desk_entry import REFUSED_FORM, Desk, at_desk, refuse, to_desk

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


@require_GET
@never_cache
@at_desk("live.follow_desk")
def rows(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Return the part of the panel that changes while one looks."""
    stream = desk.stream
    words = {"stream": stream, "edition": stream.edition, "simulcasts": simulcasts_of(stream)}
    return render(request, "live/desk_simulcast_rows.html", words)


@require_POST
@never_cache
@at_desk("live.change_simulcasts")
def add(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    form = SimulcastForm(request.POST)
    if not form.is_valid():
        return show(request, desk, simulcast_form=form, status=REFUSED_FORM)
    try:
        made = add_simulcast(desk.stream, actor=desk.runner, label=form.cleaned_data["label"], address=form.address)
    except DomainError as error:
        return show(request, desk, simulcast_form=form, status=refuse(form, error))
    messages.success(request, _("What is on air is sent on to %(name)s.") % {"name": made.label})
    return to_desk(desk.stream)


@require_POST
@at_desk("live.change_simulcasts")
def switch(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    is_on = request.POST.get("on") == "yes"
    switched = switch_simulcast(desk.stream, request.POST.get("simulcast", ""), actor=desk.runner, is_on=is_on)
    if is_on:
        messages.success(request, _("What is on air is sent on to %(name)s.") % {"name": switched.label})
    else:
        messages.success(request, _("Nothing more is sent on to %(name)s.") % {"name": switched.label})
    return to_desk(desk.stream)


@require_POST
@at_desk("live.change_simulcasts")
def remove(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    remove_simulcast(desk.stream, request.POST.get("simulcast", ""), actor=desk.runner)
    messages.success(request, _("The platform is removed, and its key forgotten."))
    return to_desk(desk.stream)
