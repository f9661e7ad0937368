"""Targets of forms: who comes by GET, sent back after signing in, is led to the page with the form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from everfair.live.models import Stream


class BesideStream(Protocol):
    """A `Guest` or a `Desk`."""

    @property
    def stream(self) -> Stream: ...


def posted(page: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Call the view for a POST; `page` is the route of the page around it."""

    def furnish(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def entered(request: HttpRequest, place: BesideStream, **parts: Any) -> HttpResponseBase:
            if request.method != "POST":
                return redirect(page, place.stream.public_id)
            return view(request, place, **parts)

        return entered

    return furnish
