"""The way to the presenter's page: who runs the stream, and the moderators of its edition."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache

from everfair.kernel.access import permission, require
from everfair.live.access import can_moderate_stream
from everfair.live.queries.watching import stream_to_watch
from everfair.live.runner import runner_of
from everfair.live.views.desk_entry import Desk


def on_stage(name: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Give a view its `Desk`; who may not moderate the stream is refused before anything is read or written."""

    def furnish(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @permission(name)
        @never_cache
        @wraps(view)
        def entered(request: HttpRequest, stream: str, **parts: Any) -> HttpResponseBase:
            runner = runner_of(request)
            found = stream_to_watch(stream)
            require(can_moderate_stream(runner.grants, runner.members, found))
            return view(request, Desk(found, runner), **parts)

        return entered

    return furnish
