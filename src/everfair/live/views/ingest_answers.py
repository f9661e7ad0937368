"""How the fair answers programs that send pictures: JSON with the sentence, nothing to look at."""

from __future__ import annotations

import errno
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from everfair.kernel.errors import DomainError
from everfair.live.ingest.spool_errors import BadLength, DiskFull, SittingOver

_MEGABYTE = 1 << 20
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def plain_refusals(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view raise refusals, and tell a full disk as one."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DomainError as refusal:
            return refused(refusal)
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            return refused(DiskFull())

    return answered


def refused(refusal: DomainError) -> JsonResponse:
    """Say no; `restart` asks the studio to begin anew."""
    words: dict[str, object] = {"code": refusal.code, "sentence": str(refusal)}
    if isinstance(refusal, SittingOver):
        words["restart"] = True
    return JsonResponse(words, status=refusal.status)


def length_of(request: HttpRequest, *, most: int) -> int:
    """Return how many bytes the request brings; `BadLength` if it doesn't say, or brings none or too many."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length.isdecimal() or not 0 < int(length) <= most:
        raise BadLength(limit=most // _MEGABYTE)
    return int(length)


def bearer_of(request: HttpRequest) -> str:
    """Return the token or key that stands behind `Authorization: Bearer`, "" for none."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""
