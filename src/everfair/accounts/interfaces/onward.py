"""Leaving for another site.

A form may only lead to our own pages (`form-action 'self'`), and browsers hold that against the redirects that follow,
too. So people leave by a page that moves on by itself, and that also says where to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def onward(request: HttpRequest, address: str, name: str) -> HttpResponse:
    """Lead the browser to another site; `name` is what people call it."""
    response = render(request, "identity/onward.html", {"address": address, "name": name})
    add_never_cache_headers(response)
    return response
