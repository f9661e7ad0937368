"""What a media server before the fair asks: whether an encoder may send, and who may read.

nginx-rtmp posts a form and takes a redirection as a new name; MediaMTX posts JSON and wants a status beginning with 20.
Whoever doesn't know the secret in the address is told that there is nothing.
"""

from __future__ import annotations

import json
import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound
from everfair.live.domain.commands import tell_live
from everfair.live.domain.let_in import let_in
from everfair.live.engines.chosen import outside_engine
from everfair.live.engines.live_engine import APP, EngineAway, inner_name
from everfair.live.engines.mediamtx import READER, MediaMtx
from everfair.live.engines.nginx_rtmp import NginxRtmp
from everfair.live.engines.secrets import hook_secret
from everfair.live.enums import Protocol
from everfair.live.errors import BadKey
from everfair.live.views.ingest_answers import plain_refusals

_WAYS = {"rtmp": Protocol.RTMP, "rtmps": Protocol.RTMP, "srt": Protocol.SRT, "webrtc": Protocol.WHIP}

_logger = logging.getLogger(__name__)


@csrf_exempt  # no browser asks, and the address holds a secret
@require_POST
@permission("live.ask_as_engine", public=True)
@plain_refusals
def engine_hook(request: HttpRequest, secret: str) -> HttpResponse:
    engine = outside_engine(settings.OPTIONS)
    if engine is None or not constant_time_compare(secret, hook_secret(settings.SECRET_KEY)):
        raise NotFound
    try:
        if isinstance(engine, MediaMtx):
            return _answer_mediamtx(engine, _asked(request))
        return _answer_nginx(engine, request)
    except EngineAway as error:
        _logger.warning("The media server that asks about an encoder can not be asked itself: %s", error)
        return HttpResponse(status=503)


def _answer_nginx(engine: NginxRtmp, request: HttpRequest) -> HttpResponse:
    call = request.POST.get("call", "")
    if call == "publish":
        key, address = request.POST.get("name", ""), request.POST.get("addr", "")
        name = let_in(engine, key, way=Protocol.RTMP, address=address)
        return HttpResponse(status=302, headers={"Location": str(name)})
    if call == "publish_done":
        tell_live("door", "")
        return HttpResponse(status=204)
    return HttpResponse(status=403)


def _answer_mediamtx(engine: MediaMtx, asked: dict[str, Any]) -> HttpResponse:
    action, password = asked.get("action"), str(asked.get("password") or asked.get("token") or "")
    if action == "read":
        is_ours = asked.get("user") == READER and constant_time_compare(password, engine.reader_secret)
        return HttpResponse(status=204 if is_ours else 403)
    way = _WAYS.get(str(asked.get("protocol")))
    name = inner_name(str(asked.get("path", "")).removeprefix(f"{APP}/"))
    if action != "publish" or way is None:
        return HttpResponse(status=403)
    if name is None:
        raise BadKey
    let_in(engine, password, way=way, address=str(asked.get("ip", "")), asked_for=name)
    return HttpResponse(status=204)


def _asked(request: HttpRequest) -> dict[str, Any]:
    try:
        asked = json.loads(request.body)
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}
