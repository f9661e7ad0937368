"""The way to the desk of a stream: signed in, and somebody who runs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from everfair.kernel.access import permission, require
from everfair.live.queries.watching import stream_to_watch
from everfair.live.runner import Runner, runner_of

if TYPE_CHECKING:
    from django import forms

    from everfair.kernel.errors import DomainError
    from everfair.live.models import Stream

REFUSED_FORM = 422


@dataclass(frozen=True, slots=True)
class Desk:
    """Which stream is run, and by whom."""

    stream: Stream
    runner: Runner


def at_desk(name: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Give a view its `Desk`; who does not run the stream is refused before anything is read or written."""

    def furnish(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @permission(name)
        @wraps(view)
        def entered(request: HttpRequest, stream: str, **parts: Any) -> HttpResponseBase:
            runner = runner_of(request)
            found = stream_to_watch(stream)
            require(runner.runs(found))
            return view(request, Desk(found, runner), **parts)

        return entered

    return furnish


def to_desk(stream: Stream) -> HttpResponseBase:
    return redirect("streams:desk", stream.public_id)


def refuse(form: forms.Form, error: DomainError) -> int:
    """Put the sentence of a refusal where it belongs in the form; returns the status of the answer."""
    form.add_error(error.field if error.field in form.fields else None, str(error))
    return error.status
