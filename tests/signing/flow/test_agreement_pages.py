"""The pages of agreements: the paper, who has to do what, the signing."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from everfair.kernel.text import Text
from everfair.signing.domain.agreement import approve_agreement, revise_agreement
from everfair.signing.models import Signature
from tests.factories.accounts import PASSWORD, make_member
from tests.factories.agreements import Deal, changed, make_approved, make_draft, make_signed, sign_as
from tests.factories.negotiation import colleague_of

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries


from tests.negotiation.browsing import client_of, words_of
from tests.signing.browsing import TERMS, address

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def sign_words(deal: Deal, **words: str) -> dict[str, str]:
    return {"password": PASSWORD, "sha256": deal.agreement.text_sha256, "read": "on", **words}


def test_page_shows_the_text_in_both_languages() -> None:
    deal = make_draft()

    page = client_of(deal.seller).get(address(deal))

    words = words_of(page.content)
    assert "服务合作协议" in words
    assert "Service Cooperation Agreement" in words
    assert "Four specialties, 20,000 cases in the first year." in words
    assert deal.agreement.text_sha256 in words


def test_page_escapes_what_people_wrote() -> None:
    deal = make_draft(draft=changed(scope=Text({"en": "<script>alert(1)</script> {{ 7*7 }}"})))

    page = client_of(deal.buyer).get(address(deal))

    assert b"<script>alert" not in page.content
    assert "{{ 7*7 }}" in page.content.decode()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_pages_open_in_every_state_and_language(language: str) -> None:
    deals = [make_draft(), make_approved(), make_signed()]

    for deal in deals:
        for member in (deal.buyer, colleague_of(deal.seller, "duty")):
            assert client_of(member, language).get(address(deal)).status_code == 200


def test_colleagues_who_see_figures_only_are_not_shown_the_paper() -> None:
    deal = make_signed()

    for method in ("get", "post"):
        answer = getattr(client_of(colleague_of(deal.seller, "statistics")), method)(address(deal))
        assert (answer.status_code, "Four specialties" in answer.content.decode()) == (403, False)


def test_strangers_find_nothing() -> None:
    deal = make_signed()
    stranger = client_of(make_member())

    for leaf in ("", "/paper.pdf", "/revise", "/sign"):
        assert stranger.get(address(deal, leaf)).status_code == 404, leaf
    for leaf in ("/revise", "/approve", "/sign", "/decline"):
        assert stranger.post(address(deal, leaf), TERMS).status_code == 404, leaf
    assert stranger.get(f"/agreements/new?negotiation={deal.talks.negotiation.public_id}").status_code == 404


def test_anonymous_is_asked_to_sign_in() -> None:
    deal = make_signed()

    for leaf in ("", "/paper.pdf", "/sign"):
        answer = Client().get(address(deal, leaf))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


def test_approval_by_form() -> None:
    deal = make_draft()
    client = client_of(deal.buyer)

    client.post(address(deal, "/approve"), {"sha256": deal.agreement.text_sha256})
    client_of(deal.seller).post(address(deal, "/approve"), {"sha256": deal.agreement.text_sha256})

    assert deal.fresh().state == "approved"


def test_approval_of_an_older_text_is_told() -> None:
    deal = make_draft()
    revise_agreement(deal.agreement, actor=deal.seller, draft=changed(term_months=6), version=1)

    answer = client_of(deal.buyer).post(address(deal, "/approve"), {"sha256": deal.agreement.text_sha256}, follow=True)

    assert "The text was changed while you had it open." in words_of(answer.content)
    assert not deal.fresh().approvals.exists()


def test_signing_page_shows_the_hash_and_asks_for_the_password() -> None:
    deal = make_approved()

    page = client_of(deal.buyer).get(address(deal, "/sign"))

    assert page.status_code == 200
    assert deal.agreement.text_sha256 in words_of(page.content)
    assert 'autocomplete="current-password"' in page.content.decode()


def test_signing_by_both_ends_with_a_paper() -> None:
    deal = make_approved()

    client_of(deal.seller).post(address(deal, "/sign"), sign_words(deal))
    answer = client_of(deal.buyer).post(address(deal, "/sign"), sign_words(deal), follow=True)

    assert deal.fresh().state == "signed"
    assert "Both sides have signed." in words_of(answer.content)


@pytest.mark.parametrize(
    ("words", "field"), [({"password": "wrong"}, "password"), ({"read": ""}, "read"), ({"password": ""}, "password")]
)
def test_signing_without_proof_is_refused(words: dict[str, str], field: str) -> None:
    deal = make_approved()

    answer = client_of(deal.buyer).post(address(deal, "/sign"), sign_words(deal, **words))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Signature.objects.exists()
    assert PASSWORD.encode() not in answer.content


def test_signing_page_is_closed_to_who_may_not_bind() -> None:
    deal = make_approved()
    client = client_of(colleague_of(deal.buyer))

    assert client.get(address(deal, "/sign")).status_code == 403
    assert client.post(address(deal, "/sign"), sign_words(deal)).status_code == 403
    assert "owner or a signatory signs" in words_of(client.get(address(deal)).content)


def test_signing_twice_is_told() -> None:
    deal = make_approved()
    sign_as(deal, deal.buyer)
    client = client_of(deal.buyer)

    answer = client.post(address(deal, "/sign"), sign_words(deal), follow=True)

    assert client.get(address(deal, "/sign")).status_code == 302
    assert "Your side has already signed." in words_of(answer.content)


def test_paper_is_handed_out_byte_for_byte() -> None:
    deal = make_signed()

    answer = client_of(deal.seller).get(address(deal, "/paper.pdf"))

    assert hashlib.sha256(answer.content).hexdigest() == deal.agreement.paper_sha256
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="agreement-{deal.agreement.public_id}.pdf"'
    assert answer["Content-Length"] == str(len(answer.content))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_paper_is_not_there_before_both_approved() -> None:
    deal = make_draft()

    assert client_of(deal.buyer).get(address(deal, "/paper.pdf")).status_code == 404


def test_refusal_by_form_needs_a_reason() -> None:
    deal = make_approved()
    client = client_of(deal.seller)

    empty = client.post(address(deal, "/decline"), {"reason": ""})
    client.post(address(deal, "/decline"), {"reason": "The board <b>said</b> no."})

    page = client_of(deal.buyer).get(address(deal))
    assert (empty.status_code, deal.fresh().state) == (422, "declined")
    assert "The board &lt;b&gt;said&lt;/b&gt; no." in page.content.decode()


def test_late_refusal_keeps_its_reason() -> None:
    deal = make_signed()

    answer = client_of(deal.seller).post(address(deal, "/decline"), {"reason": "A long second thought"})

    assert answer.status_code == 409
    assert "A long second thought" in words_of(answer.content)


def test_page_asks_a_constant_number_of_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    deal = make_signed()
    client = client_of(deal.buyer)
    client.get(address(deal))

    # session, person, agreement, memberships, approvals, signatures
    with django_assert_num_queries(6):
        client.get(address(deal))


def test_negotiation_page_leads_to_the_agreement_and_shows_its_steps() -> None:
    deal = make_draft()
    client = client_of(deal.seller)
    before = client.get(f"/negotiations/{deal.talks.negotiation.public_id}")
    approve_agreement(deal.agreement, actor=deal.buyer, sha256=deal.agreement.text_sha256)
    approve_agreement(deal.agreement, actor=deal.seller, sha256=deal.agreement.text_sha256)

    after = client.get(f"/negotiations/{deal.talks.negotiation.public_id}")

    assert before.context["standing"].agreement == after.context["standing"].agreement == address(deal)
    assert [step.standing for step in before.context["standing"].steps][4:] == ["done", "now", "ahead"]
    assert [step.standing for step in after.context["standing"].steps][4:] == ["done", "done", "now"]
