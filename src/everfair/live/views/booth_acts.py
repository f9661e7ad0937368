"""What a booth's page asks and says while it is open: JSON, for its script."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound
from everfair.kernel.ids import new_public_id
from everfair.live.domain.booths import (
    be_here,
    leave_booth,
    offer_microphone,
    put_microphone_down,
    take_microphone,
    withdraw_offer,
)
from everfair.live.interpretation.sittings import BOOTHS, BoothBeginning, begin_booth_sitting
from everfair.live.interpretation_errors import NotOnMicrophone
from everfair.live.playback.holding import hold
from everfair.live.playback.media import backstage_playlists
from everfair.live.playback.watch_pass import RENEW_AFTER
from everfair.live.queries.booths import booth_state
from everfair.live.views.booth_entry import holder_for, seated
from everfair.live.views.ingest_answers import plain_refusals
from everfair.live.views.ingest_sittings import SOUND, begun, container_of, keep, sitting_of, stop

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from everfair.live.models import Interpreter


@require_POST
@seated("live.follow_booth")
def here(request: HttpRequest, me: Interpreter) -> HttpResponse:
    """Note that the page is open, and tell what it shows."""
    del request
    be_here(me)
    return JsonResponse(asdict(booth_state(me)))


@require_POST
@seated("live.move_microphone")
def microphone(request: HttpRequest, me: Interpreter) -> HttpResponse:
    """Take it, put it down, offer it `to` a colleague, take an offer back or decline it; or leave the booth."""
    match request.POST.get("do", ""):
        case "take":
            take_microphone(me)
        case "put-down":
            put_microphone_down(me)
        case "offer":
            offer_microphone(me, to=request.POST.get("to", ""))
        case "withdraw":
            withdraw_offer(me)
        case "leave":
            leave_booth(me)
        case _:
            raise NotFound
    return JsonResponse(asdict(booth_state(me)))


@require_safe
@seated("live.follow_booth")
def floor(request: HttpRequest, me: Interpreter) -> HttpResponse:
    """Tell where the floor is heard: what the team hears, so rehearsals and pauses too."""
    holder = holder_for(request, me)
    playlists = backstage_playlists(me.channel.stream, holder)
    response = JsonResponse({"floor": playlists.live, "renew_in": RENEW_AFTER})
    hold(response, holder)
    return response


@require_POST
@seated("live.interpret")
def begin(request: HttpRequest, me: Interpreter) -> HttpResponse:
    """Begin to send: only with the microphone in hand."""
    if me.speaking_since is None:
        raise NotOnMicrophone
    stream, language = me.channel.stream.public_id, me.channel.language
    told = BoothBeginning(stream, language, me.public_id, container_of(request, SOUND))
    return begun(begin_booth_sitting(settings.LIVE_ROOT, new_public_id(), told), stream, BOOTHS)


@csrf_exempt  # the token is in a header, which no other site can set
@require_http_methods(["PUT"])
@permission("live.send_sitting", public=True)
@plain_refusals
def keep_part(request: HttpRequest, key: str, *, sitting: str, number: int) -> HttpResponse:
    """Keep a numbered part; whoever has the sitting's token may send."""
    del key
    return keep(request, sitting_of(request, BOOTHS, sitting)[1], number)


@csrf_exempt  # the token is in a header, which no other site can set
@require_POST
@permission("live.send_sitting", public=True)
@plain_refusals
def end(request: HttpRequest, key: str, *, sitting: str) -> HttpResponse:
    del key
    return stop(sitting_of(request, BOOTHS, sitting)[1])
