"""Readable addresses: whoever comes by an old or mistyped one is led to the right one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponsePermanentRedirect


def moved(request: HttpRequest, url: str) -> HttpResponsePermanentRedirect | None:
    """Return the way to `url`, with the query string, if the request came by another address."""
    if request.path == url or request.get_full_path().partition("?")[0] == url:
        return None
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)
