"""How the chat answers: JSON to its script, a page to everybody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from everfair.kernel.errors import DomainError

if TYPE_CHECKING:
    from everfair.live.models import Stream


def by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def refused(refusal: DomainError) -> JsonResponse:
    """Say the sentence, and for how many seconds the form is to wait if that is known."""
    told = {"sentence": str(refusal), "wait": getattr(refusal, "seconds", 0)}
    return JsonResponse(told, status=refusal.status)


def answer(request: HttpRequest, stream: Stream, act: Callable[[], object]) -> HttpResponse:
    """Do what was asked for, and lead a browser without the script back to the chat."""
    try:
        act()
    except DomainError as refusal:
        if by_script(request):
            return refused(refusal)
        raise
    return HttpResponse(status=204) if by_script(request) else redirect("streams:chat", stream.public_id)
