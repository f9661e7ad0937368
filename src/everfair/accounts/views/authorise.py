"""The page that asks whether another site may know who somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods
from oauthlib.oauth2.rfc6749.errors import FatalClientError

from everfair.accounts.domain.authorisations import authorise_site
from everfair.accounts.errors import SiteUnknown
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.onward import onward
from everfair.accounts.interfaces.site_question import SiteQuestion, SiteRefused, read_question, site_asking
from everfair.accounts.queries.connections import has_authorised, learned
from everfair.kernel.access import ask_to_sign_in, permission

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("accounts.identify_people", public=True)
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def authorise(request: HttpRequest) -> HttpResponse:
    """Sites may ask by POST, too; what a person answers is a form of ours, and carries our token."""
    if "client_id" in request.POST:
        return redirect(f"{request.path}?{request.POST.urlencode()}")
    answer: HttpResponse = _ask(request)
    return answer


@csrf_protect
def _ask(request: HttpRequest) -> HttpResponse:
    client = site_asking(request.GET)
    is_silent = request.GET.get("prompt") == "none"
    if not request.user.is_authenticated and not is_silent:
        return ask_to_sign_in(request)
    try:
        question = read_question(request, client)
        return _silently(request, question) if question.is_silent else _openly(request, question)
    except SiteRefused as refusal:
        return onward(request, refusal.address, client.name)
    except FatalClientError as error:  # an operator removed the site a moment ago
        raise SiteUnknown from error


def _silently(request: HttpRequest, question: SiteQuestion) -> HttpResponse:
    """Answer without a page, as a site in a frame wants it."""
    if not request.user.is_authenticated:
        return HttpResponseRedirect(question.unknown())
    return HttpResponseRedirect(_yes(request, question) if _is_settled(request, question) else question.unasked())


def _openly(request: HttpRequest, question: SiteQuestion) -> HttpResponse:
    if request.method == "POST":
        address = _yes(request, question) if request.POST.get("answer") == "yes" else question.no()
        return onward(request, address, question.client.name)
    if _is_settled(request, question) and not question.wants_consent:
        return onward(request, _yes(request, question), question.client.name)
    words = {
        "client": question.client,
        "learns": learned(question.scopes),
        "host": request.GET["redirect_uri"].split("/")[2],
        "person": person_of(request),
    }
    return render(request, "identity/authorise.html", words)


def _is_settled(request: HttpRequest, question: SiteQuestion) -> bool:
    """Tell whether the person need not be asked: they said yes to all of it, or the site is the fair's own."""
    return question.client.skip_consent or has_authorised(person_of(request), question.client, question.scopes)


def _yes(request: HttpRequest, question: SiteQuestion) -> str:
    authorise_site(person_of(request), question.client, scopes=question.scopes)
    return question.yes(request)
