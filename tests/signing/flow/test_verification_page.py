"""Public verification: one clear sentence for every kind of file, nothing kept, no account needed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from everfair.kernel.models import Event
from everfair.signing.models import Agreement
from everfair.signing.paper.compose import compose_agreement
from everfair.signing.paper.terms import AgreementTerms
from everfair.signing.views import verify
from tests.factories.agreements import make_approved, make_draft, make_signed, sign_as
from tests.negotiation.browsing import words_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def check(file: bytes, language: str = "en", name: str = "agreement.pdf") -> tuple[int, str]:
    client = Client(headers={"Accept-Language": language})
    answer = client.post("/verify", {"file": SimpleUploadedFile(name, file, "application/pdf")})
    return answer.status_code, words_of(answer.content)


def test_page_is_open_to_anybody_and_kept_by_nobody() -> None:
    answer = Client(headers={"Accept-Language": "en"}).get("/verify")

    assert answer.status_code == 200
    assert "without an account" in words_of(answer.content)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Genuine", "not been changed by a single byte", "both sides have signed it", "TEST")),
        ("zh", ("验证通过", "签署后未有一个字节的改动", "双方均已签署", "TEST · 测试")),
    ],
)
def test_genuine_paper_shows_both_signatures(language: str, words: tuple[str, ...]) -> None:
    deal = make_signed()

    status, page = check(bytes(deal.agreement.paper or b""), language)

    assert status == 200
    for member in (deal.buyer, deal.seller):
        assert member.person.name in page
        assert member.organisation.name["zh-hans"] in page
    assert deal.agreement.public_id in page
    assert deal.agreement.paper_sha256 in page
    assert [word for word in words if word not in page] == []


def test_half_signed_paper_says_that_one_side_is_missing() -> None:
    deal = make_approved()
    sign_as(deal, deal.buyer)

    status, page = check(bytes(deal.fresh().paper or b""))

    assert status == 200
    assert "One side has not signed yet" in page
    assert "both sides have signed it" not in page


def test_earlier_stage_of_a_finished_paper_is_not_taken_for_the_whole() -> None:
    deal = make_approved()
    sign_as(deal, deal.buyer)
    half = bytes(deal.fresh().paper or b"")
    sign_as(deal, deal.seller)

    _status, page = check(half)

    assert "One side has not signed yet" in page
    assert "both sides have signed it" not in page


def test_paper_altered_by_one_byte_is_not_confirmed_and_names_nobody() -> None:
    deal = make_signed()
    paper = bytearray(deal.agreement.paper or b"")
    paper[len(paper) // 2] ^= 1

    status, page = check(bytes(paper))

    assert status == 200
    assert "Not confirmed" in page
    assert "Do not rely on it." in page
    assert deal.buyer.person.name not in page
    assert deal.agreement.public_id not in page


def test_unsigned_paper_is_told_apart() -> None:
    terms = AgreementTerms.from_json(make_draft().agreement.terms)
    unsigned = compose_agreement(terms, created_at=Agreement.objects.get().created_at)

    assert "This PDF carries no signature." in check(unsigned)[1]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"Hello.", "This is not a PDF file."),
        (b"%PDF-1.7\n" + b"x" * (10 * 1024 * 1024), "This file is too large for a signed agreement"),
        (b"%PDF-1.7\n%%EOF", "This PDF carries no signature."),
        (bytes(range(256)) * 64, "This is not a PDF file."),
    ],
)
def test_other_files_get_a_sentence(file: bytes, sentence: str) -> None:
    status, page = check(file)

    assert status == 200
    assert sentence in page


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({}, "Choose a file first."),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "This file is empty."),
        ({"file": "a word instead of a file"}, "Choose a file first."),
    ],
)
def test_no_file_gets_a_sentence(words: dict[str, object], sentence: str) -> None:
    answer = Client(headers={"Accept-Language": "en"}).post("/verify", words)

    assert answer.status_code == 422
    assert sentence in words_of(answer.content)


def test_name_of_a_file_is_escaped() -> None:
    _status, page = check(b"Hello.", name="<script>alert(1)</script>.pdf")

    assert "alert(1)" not in page or "&lt;" in page


def test_checking_keeps_nothing() -> None:
    deal = make_signed()
    before = Event.objects.count()

    check(bytes(deal.agreement.paper or b""))

    assert Event.objects.count() == before


def test_busy_verification_asks_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "PATIENCE_SECONDS", 0.01)
    for _ in range(2):
        verify._at_once.acquire()
    try:
        status, page = check(b"%PDF-1.7")
    finally:
        for _ in range(2):
            verify._at_once.release()

    assert status == 503
    assert "try again in a minute" in page


def test_register_shows_state_and_hashes_but_no_content() -> None:
    deal = make_signed()

    answer = Client(headers={"Accept-Language": "en"}).get(f"/verify/{deal.agreement.public_id}")

    page = words_of(answer.content)
    assert answer.status_code == 200
    assert "Signed by both sides" in page
    assert "2 of 2" in page
    assert deal.agreement.text_sha256 in page
    assert deal.agreement.paper_sha256 in page
    for secret in ("Remote consultation", deal.buyer.organisation.name["en"], deal.buyer.person.name, "1,160,000"):
        assert secret not in page


def test_register_finds_the_newest_and_the_earlier_hash() -> None:
    deal = make_approved()
    sign_as(deal, deal.buyer)
    half = deal.fresh().paper_sha256
    sign_as(deal, deal.seller)
    client = Client(headers={"Accept-Language": "en"})

    newest = client.get(f"/verify/{deal.fresh().paper_sha256}")
    earlier = client.get(f"/verify/{half}")

    assert (newest.status_code, earlier.status_code) == (200, 200)
    assert "earlier stage of this paper" not in words_of(newest.content)
    assert "earlier stage of this paper" in words_of(earlier.content)


@pytest.mark.parametrize("key", ["0" * 64, "nothing", "f" * 63])
def test_register_of_an_unknown_key_is_a_clear_sentence(key: str) -> None:
    answer = Client(headers={"Accept-Language": "en"}).get(f"/verify/{key}")

    assert answer.status_code == 404
    assert "on record here" in words_of(answer.content)


@pytest.mark.parametrize(("key", "status"), [("  2abcDEF ", 302), ("'; DROP", 422), ("", 200), ("二", 422)])
def test_looking_up_by_form(key: str, status: int) -> None:
    answer = Client(headers={"Accept-Language": "en"}).get("/verify", {"key": key})

    assert answer.status_code == status
    if status == 302:
        assert answer["Location"] == "/verify/2abcdef"


def test_checking_a_file_needs_no_cookie() -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/verify", {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")})

    assert answer.status_code == 200
    assert not answer.cookies
