"""Interpretation at the desk: languages are opened and closed, and their booths get new links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from everfair.kernel.errors import DomainError, NotFound
from everfair.live.domain.channels import close_channel, open_channel, renew_link
from everfair.live.interfaces.interpretation_forms import ChannelForm
from everfair.live.queries.booths import channels_of
from everfair.live.views.booth_entry import address_of_booth
from everfair.live.views.desk import show
from everfair.live.views.desk_entry import REFUSED_FORM, Desk, at_desk, refuse, to_desk

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from everfair.live.models import Channel


@require_GET
@never_cache
@at_desk("live.follow_desk")
def channels(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Return the languages and who is in their booths; asked for when something changes there."""
    context = {"stream": desk.stream, "channels": channels_of(desk.stream, address_of_booth(request))}
    return render(request, "live/desk_channel_rows.html", context)


@require_POST
@at_desk("live.open_channel")
def open_(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    form = ChannelForm(request.POST)
    if not form.is_valid():
        return show(request, desk, channel_form=form, status=REFUSED_FORM)
    try:
        open_channel(desk.stream, actor=desk.runner, language=form.cleaned_data["language"])
    except DomainError as error:
        return show(request, desk, channel_form=form, status=refuse(form, error))
    messages.success(request, _("The language is open. Send its link to the interpreters."))
    return to_desk(desk.stream)


@require_POST
@at_desk("live.change_channel")
def change(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Make a new link, or close a language."""
    channel = _channel(request, desk)
    match request.POST.get("do", ""):
        case "link":
            renew_link(channel, actor=desk.runner)
            messages.success(request, _("There is a new link. The old one opens nothing any more."))
        case "close":
            close_channel(channel, actor=desk.runner)
            messages.success(request, _("The language is closed."))
        case _:
            raise NotFound
    return to_desk(desk.stream)


def _channel(request: HttpRequest, desk: Desk) -> Channel:
    found = desk.stream.channels.filter(public_id=request.POST.get("channel", "")).first()
    if found is None:
        raise NotFound
    found.stream = desk.stream
    return found
