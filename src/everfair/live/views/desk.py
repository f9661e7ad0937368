"""The desk of a stream: what to do next, what arrives, and everything that can be set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from everfair.accounts.public import seen_from_outside
from everfair.kernel.errors import DomainError
from everfair.kernel.realtime import channel_token
from everfair.live.access import can_create_stream
from everfair.live.domain.simulcasts import MOST_SIMULCASTS
from everfair.live.domain.streams import change_stream
from everfair.live.enums import Audience
from everfair.live.errors import StreamChangedMeanwhile
from everfair.live.interfaces.embed_forms import EmbedForm
from everfair.live.interfaces.forms import ChangeForm, InviteForm, stream_initial
from everfair.live.interfaces.interpretation_forms import channel_form
from everfair.live.interfaces.simulcast_form import SimulcastForm
from everfair.live.playback.policy import watch_policy
from everfair.live.queries.booths import channels_of
from everfair.live.queries.desk import arrivals, invitees_of, keys_of, simulcasts_of
from everfair.live.queries.embeds import embeds_of
from everfair.live.queries.publish_addresses import publish_addresses
from everfair.live.queries.watching import stream_to_watch
from everfair.live.views.booth_entry import address_of_booth
from everfair.live.views.desk_entry import REFUSED_FORM, Desk, at_desk, refuse, to_desk
from everfair.live.views.desk_ladder import ladder_now
from everfair.live.views.desk_next import advice, buttons
from everfair.live.views.desk_saved import with_saved
from everfair.live.views.desk_trouble import trouble

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from everfair.live.models import Stream, StreamKey

EVENTS_SECONDS = 6 * 3600


@require_safe
@never_cache
@at_desk("live.view_desk")
def desk(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    return show(request, desk)


@require_GET
@never_cache
@at_desk("live.follow_desk")
def now_part(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Return the part of the desk that changes while one looks."""
    keys = keys_of(desk.stream)
    return render(
        request,
        "live/desk_part.html",
        {"stream": desk.stream, "edition": desk.stream.edition, **_now(desk.stream, keys)},
    )


@require_POST
@at_desk("live.change_stream")
def change(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    form = ChangeForm(desk.stream, request.POST)
    if not form.is_valid():
        return show(request, desk, form=form, status=REFUSED_FORM)
    try:
        change_stream(desk.stream, actor=desk.runner, version=form.cleaned_data["version"], plan=form.plan())
    except StreamChangedMeanwhile as error:
        latest = Desk(stream_to_watch(desk.stream.public_id), desk.runner)
        again, saved = with_saved(latest.stream, request.POST)
        return show(request, latest, form=again, saved=saved, status=refuse(again, error))
    except DomainError as error:
        return show(request, desk, form=form, status=refuse(form, error))
    messages.success(request, _("Saved."))
    return to_desk(desk.stream)


def show(request: HttpRequest, desk: Desk, *, status: int = 200, **words: Any) -> HttpResponse:
    """Write the whole desk; `words` are forms that were refused, or a key that is shown this once."""
    stream = desk.stream
    keys, channels = keys_of(stream), channels_of(stream, address_of_booth(request))
    context = {
        "stream": stream,
        "edition": stream.edition,
        "keys": keys,
        "channels": channels,
        "channel_form": channel_form([row.channel for row in channels]),
        "is_operator": can_create_stream(desk.runner.grants, stream.edition_id),
        "addresses": publish_addresses(stream),
        "events": channel_token([stream.team_channel], key=settings.SECRET_KEY, seconds=EVENTS_SECONDS),
        "form": ChangeForm(stream, initial=stream_initial(stream)),
        "invitees": invitees_of(stream) if stream.audience == Audience.INVITED else [],
        "invite_form": InviteForm(),
        "embeds": embeds_of(stream, lambda path: seen_from_outside(request.build_absolute_uri(path))),
        "embed_form": EmbedForm(stream.edition),
        "simulcasts": simulcasts_of(stream),
        "most_simulcasts": MOST_SIMULCASTS,
        "simulcast_form": SimulcastForm(),
        **_now(stream, keys),
        **words,
    }
    answer = render(request, "live/desk.html", context, status=status)
    answer["Content-Security-Policy"] = watch_policy(stream)
    return answer


def _now(stream: Stream, keys: list[StreamKey]) -> dict[str, Any]:
    found = arrivals(stream)
    arriving = found.open
    has_signal = arriving is not None
    return {
        "arrivals": found.rows,
        "arriving": arriving,
        "ladder": ladder_now(stream, arriving.take if arriving else None),
        "trouble": trouble(stream, arriving.take if arriving else None),
        "advice": advice(stream, has_signal=has_signal, has_key=bool(keys)),
        "buttons": buttons(stream, has_signal=has_signal),
    }
