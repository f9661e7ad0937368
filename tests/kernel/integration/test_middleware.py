"""Language, refusals and headers, through the whole stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.translation import get_language

from everfair.kernel.access import permission
from everfair.kernel.errors import Conflict, DomainError, Forbidden, NotFound

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.urls(__name__)]


class Shut(DomainError):
    code = "shut"
    sentence = "The %(what)s is <shut>."
    status = 423
    way_out = ("account_login", "Ring the bell")


REFUSALS = {"forbidden": Forbidden, "not-found": NotFound, "conflict": Conflict}


@permission("test.say", public=True)
def say(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_language())


@permission("test.refuse", public=True)
def refuse(_request: HttpRequest, kind: str) -> HttpResponse:
    raise REFUSALS[kind]


@permission("test.shut", public=True)
def shut(_request: HttpRequest) -> HttpResponse:
    raise Shut(what="gate")


@permission("test.framed", public=True)
def framed(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("paper", headers={"Content-Security-Policy": "sandbox"})


urlpatterns = [
    path("test/say", say),
    path("test/refuse/<slug:kind>", refuse),
    path("test/shut", shut),
    path("test/framed", framed),
    path("", include("everfair.config.urls")),
]


@pytest.mark.parametrize(
    ("address", "cookie", "accept", "language"),
    [
        ("/test/say", "", "", "zh-hans"),
        ("/test/say", "", "en-GB,en;q=0.9", "en"),
        ("/test/say", "zh-hans", "en", "zh-hans"),
        ("/test/say?lang=en", "zh-hans", "zh", "en"),
        ("/test/say?lang=%FF%FE", "en", "zh", "en"),
    ],
)
def test_page_speaks_the_readers_language(
    client: Client, address: str, cookie: str, accept: str, language: str
) -> None:
    if cookie:
        client.cookies["language"] = cookie

    answer = client.get(address, headers={"Accept-Language": accept})

    assert (answer.content.decode(), answer["Content-Language"]) == (language, language)


def test_language_ends_with_the_request(client: Client) -> None:
    before = get_language()

    client.get("/test/say?lang=en")

    assert get_language() == before


@pytest.mark.parametrize(
    ("kind", "status", "sentence"),
    [
        ("forbidden", 403, "This page is not open to your account."),
        ("not-found", 404, "There is nothing at this address."),
        ("conflict", 409, "Somebody changed this a moment ago."),
    ],
)
def test_refusal_is_a_page_with_its_sentence(client: Client, kind: str, status: int, sentence: str) -> None:
    answer = client.get(f"/test/refuse/{kind}?lang=en")

    assert answer.status_code == status
    assert sentence in answer.content.decode()


def test_refusal_fills_and_escapes_its_words(client: Client) -> None:
    page = client.get("/test/shut?lang=en").content.decode()

    assert "The gate is &lt;shut&gt;." in page
    assert "<shut>" not in page


def test_refusal_offers_its_way_out_and_back(client: Client) -> None:
    page = client.get("/test/shut?lang=en").content.decode()

    assert 'href="/accounts/login/?next=%2Ftest%2Fshut%3Flang%3Den"' in page
    assert "Ring the bell" in page


def test_refused_form_is_not_sent_again_by_its_way_out(client: Client) -> None:
    page = client.post("/test/shut?lang=en").content.decode()

    assert 'href="/accounts/login/"' in page


@pytest.mark.parametrize("address", ["/test/say%00", "/test/say?q=a%00b", "/%00", "/test/say?%00=1"])
def test_nul_bytes_are_refused_with_a_sentence(client: Client, address: str) -> None:
    answer = client.get(address, headers={"Accept-Language": "en"})

    assert answer.status_code == 400
    assert "This request could not be read." in answer.content.decode()


@pytest.mark.parametrize("address", ["/test/%FF%FE", "/test/say/%E4%BD", "/%F0%28%8C%28"])
def test_broken_bytes_in_an_address_lead_nowhere(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_every_page_carries_the_strict_policy(client: Client) -> None:
    for address in ("/test/say", "/test/refuse/forbidden", "/test/nowhere/at/all", "/test/say%00"):
        answer = client.get(address)

        policy = answer["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-inline" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Permissions-Policy"] == "camera=(), microphone=(), geolocation=()"


def test_a_view_may_ask_for_a_stricter_policy(client: Client) -> None:
    assert client.get("/test/framed")["Content-Security-Policy"] == "sandbox"
