"""The pages of agreements: the paper, who has to do what, the signing."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from everfair.kernel.money import Money
from everfair.kernel.text import Text
from everfair.negotiation.domain.negotiation import withdraw_negotiation
from everfair.signing.domain.agreement import approve_agreement, revise_agreement
from everfair.signing.models import Agreement, Signature
from everfair.signing.paper.terms import AgreementTerms
from tests.factories.accounts import PASSWORD, make_member, sign_in
from tests.factories.agreements import Deal, changed, make_approved, make_draft, make_signed, sign_as
from tests.factories.negotiation import agree_on_intent, colleague_of, make_talks

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from everfair.accounts.member import Member

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

TERMS = {
    "subject_zh": "",
    "subject_en": "Remote consultation",
    "scope_zh": "四个专科",
    "scope_en": "",
    "provider": "second_party",
    "supply_mode": "1",
    "amount": "1,160,000",
    "currency": "USD",
    "starts_on": "2021-01-01",
    "term_months": "12",
    "confidential_months": "",
    "prevails": "en",
    "law_zh": "",
    "law_en": "",
}


def client_of(member: Member, language: str = "en") -> Client:
    client = Client(headers={"Accept-Language": language})
    sign_in(client, member.person)
    return client


def address(deal: Deal, leaf: str = "") -> str:
    return f"/agreements/{deal.agreement.public_id}{leaf}"


def text(html: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split())


def test_draft_form_begins_with_what_both_intend() -> None:
    talks = make_talks()
    agree_on_intent(talks, Money(116_000_000, "USD"), summary="12 hospitals")

    page = client_of(talks.seller).get(f"/agreements/new?negotiation={talks.negotiation.public_id}")

    first = page.context["form"].initial
    assert page.status_code == 200
    assert (first["subject_en"], first["scope_en"], first["subject_zh"]) == ("Remote consultation", "12 hospitals", "")
    assert (first["amount"], first["currency"], first["provider"]) == ("1,160,000.00", "USD", "second_party")


def test_draft_is_written_and_leads_to_its_page() -> None:
    talks = make_talks()

    answer = client_of(talks.buyer).post(f"/agreements/new?negotiation={talks.negotiation.public_id}", TERMS)

    agreement = Agreement.objects.get()
    terms = AgreementTerms.from_json(agreement.terms)
    assert (answer.status_code, answer["Location"]) == (302, f"/agreements/{agreement.public_id}")
    assert (dict(terms.subject), dict(terms.scope)) == ({"en": "Remote consultation"}, {"zh-hans": "四个专科"})
    assert (terms.amount, terms.prevails, terms.confidential_months) == (Money(116_000_000, "USD"), "en", None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"subject_en": ""}, "subject_zh"),
        ({"scope_zh": "  "}, "scope_zh"),
        ({"scope_en": "x" * 4001}, "scope_en"),
        ({"amount": "much"}, "amount"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"starts_on": "9999-12-31"}, "starts_on"),
        ({"term_months": "0"}, "term_months"),
        ({"term_months": "99999999999999999999"}, "term_months"),
        ({"provider": "third_party"}, "provider"),
        ({"supply_mode": "5"}, "supply_mode"),
        ({"prevails": "fr"}, "prevails"),
        ({"subject_en": "nul \x00"}, "subject_en"),
        ({"law_en": "\ufffd"}, "law_en"),
    ],
)
def test_draft_with_a_wrong_term_keeps_what_was_typed(wrong: dict[str, str], field: str) -> None:
    talks = make_talks()

    answer = client_of(talks.buyer).post(
        f"/agreements/new?negotiation={talks.negotiation.public_id}", {**TERMS, **wrong}
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["scope_zh"].value() == wrong.get("scope_zh", TERMS["scope_zh"])
    assert not Agreement.objects.exists()


def test_draft_while_there_is_one_leads_to_it() -> None:
    deal = make_draft()
    url = f"/agreements/new?negotiation={deal.talks.negotiation.public_id}"

    for method in ("get", "post"):
        answer = getattr(client_of(deal.seller), method)(url, TERMS if method == "post" else None)
        assert (answer.status_code, answer["Location"]) == (302, address(deal))


def test_draft_after_the_end_says_so() -> None:
    talks = make_talks()
    withdraw_negotiation(talks.negotiation, actor=talks.seller)

    url = f"/agreements/new?negotiation={talks.negotiation.public_id}"
    client = client_of(talks.buyer)

    opened, sent = client.get(url), client.post(url, TERMS)

    assert (opened.status_code, sent.status_code) == (409, 409)
    assert sent.context["form"]["subject_en"].value() == "Remote consultation"


def test_page_shows_the_text_in_both_languages() -> None:
    deal = make_draft()

    page = client_of(deal.seller).get(address(deal))

    words = text(page.content)
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
        for member in (deal.buyer, colleague_of(deal.seller, "statistics")):
            assert client_of(member, language).get(address(deal)).status_code == 200


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

    assert "The text was changed while you had it open." in text(answer.content)
    assert not deal.fresh().approvals.exists()


def test_revision_by_form_makes_a_new_version() -> None:
    deal = make_draft()
    client = client_of(deal.seller)
    version = client.get(address(deal, "/revise")).context["form"].initial["version"]

    answer = client.post(address(deal, "/revise"), {**TERMS, "version": version})

    assert (answer.status_code, answer["Location"]) == (302, address(deal))
    assert deal.fresh().version == 2


def test_revision_of_an_older_version_keeps_what_was_typed() -> None:
    deal = make_draft()
    revise_agreement(deal.agreement, actor=deal.seller, draft=changed(term_months=6), version=1)

    answer = client_of(deal.buyer).post(address(deal, "/revise"), {**TERMS, "version": "1"})

    assert answer.status_code == 409
    assert "The text was changed while you had it open." in text(answer.content)
    assert answer.context["form"]["subject_en"].value() == "Remote consultation"


def test_revision_form_is_closed_once_both_approved() -> None:
    deal = make_approved()

    answer = client_of(deal.buyer).get(address(deal, "/revise"), follow=True)

    assert answer.redirect_chain == [(address(deal), 302)]
    assert "the agreement is: Approved by both sides" in text(answer.content)


def test_revision_form_is_closed_to_the_statistics_officer() -> None:
    deal = make_draft()

    assert client_of(colleague_of(deal.buyer, "statistics")).get(address(deal, "/revise")).status_code == 403


def test_form_of_a_revision_changes_nothing_by_itself() -> None:
    deal = make_draft()
    client = client_of(deal.buyer)
    form = client.get(address(deal, "/revise")).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}

    answer = client.post(address(deal, "/revise"), typed)

    assert answer.status_code == 422
    assert "You have changed nothing" in text(answer.content)


def test_signing_page_shows_the_hash_and_asks_for_the_password() -> None:
    deal = make_approved()

    page = client_of(deal.buyer).get(address(deal, "/sign"))

    assert page.status_code == 200
    assert deal.agreement.text_sha256 in text(page.content)
    assert 'autocomplete="current-password"' in page.content.decode()


def sign_words(deal: Deal, **words: str) -> dict[str, str]:
    return {"password": PASSWORD, "sha256": deal.agreement.text_sha256, "read": "on", **words}


def test_signing_by_both_ends_with_a_paper() -> None:
    deal = make_approved()

    client_of(deal.seller).post(address(deal, "/sign"), sign_words(deal))
    answer = client_of(deal.buyer).post(address(deal, "/sign"), sign_words(deal), follow=True)

    assert deal.fresh().state == "signed"
    assert "Both sides have signed." in text(answer.content)


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
    assert "owner or a signatory signs" in text(client.get(address(deal)).content)


def test_signing_twice_is_told() -> None:
    deal = make_approved()
    sign_as(deal, deal.buyer)
    client = client_of(deal.buyer)

    answer = client.post(address(deal, "/sign"), sign_words(deal), follow=True)

    assert client.get(address(deal, "/sign")).status_code == 302
    assert "Your side has already signed." in text(answer.content)


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
    assert "A long second thought" in text(answer.content)


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
