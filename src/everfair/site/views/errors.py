"""Pages for what went wrong: one sentence, one next step, in the reader's language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    return render(request, "errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell that a form was too old or came from elsewhere; what was typed is still in the browser's form."""
    del reason
    return render(request, "errors/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer without request, database or session: any of them may be what broke."""
    del request
    page = render_to_string("errors/500.html", {"language": get_language()})
    return HttpResponse(page, status=500)
