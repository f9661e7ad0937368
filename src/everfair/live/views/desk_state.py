"""The buttons of a desk: rehearse, go on air, pause, end, open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from everfair.kernel.errors import DomainError, NotFound
from everfair.live.domain.streams import end_stream, go_on_air, pause, rehearse, schedule_again
from everfair.live.views.desk_entry import Desk, at_desk, to_desk
from everfair.live.views.desk_next import Move, done

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

_MOVES = {
    Move.REHEARSE: rehearse,
    Move.SCHEDULE: schedule_again,
    Move.GO_ON_AIR: go_on_air,
    Move.PAUSE: pause,
    Move.END: end_stream,
}


@require_POST
@at_desk("live.move_stream")
def move(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Move the stream and go back to the desk; the studio asks for JSON and stays where it is."""
    wish = request.POST.get("move", "")
    if wish not in _MOVES:
        raise NotFound
    wants_json = request.headers.get("Accept") == "application/json"
    try:
        stream = _MOVES[Move(wish)](desk.stream, actor=desk.runner)
    except DomainError as refusal:
        if wants_json:
            return JsonResponse({"sentence": str(refusal)}, status=refusal.status)
        messages.error(request, str(refusal))
        return to_desk(desk.stream)
    if wants_json:
        return JsonResponse({"state": stream.state, "sentence": done(Move(wish))})
    messages.success(request, done(Move(wish)))
    return to_desk(stream)
