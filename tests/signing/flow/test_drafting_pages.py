"""Drafting and revising an agreement, in the browser's words."""

from __future__ import annotations

import pytest

from everfair.kernel.money import Money
from everfair.negotiation.domain.negotiation import withdraw_negotiation
from everfair.signing.domain.agreement import revise_agreement
from everfair.signing.models import Agreement
from everfair.signing.paper.terms import AgreementTerms
from tests.factories.agreements import changed, make_approved, make_draft
from tests.factories.negotiation import agree_on_intent, colleague_of, make_talks
from tests.negotiation.browsing import client_of, words_of
from tests.signing.browsing import TERMS, address

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


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
    assert "The text was changed while you had it open." in words_of(answer.content)
    assert answer.context["form"]["subject_en"].value() == "Remote consultation"


def test_revision_form_is_closed_once_both_approved() -> None:
    deal = make_approved()

    answer = client_of(deal.buyer).get(address(deal, "/revise"), follow=True)

    assert answer.redirect_chain == [(address(deal), 302)]
    assert "the agreement is: Approved by both sides" in words_of(answer.content)


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
    assert "You have changed nothing" in words_of(answer.content)
