"""Before a name and words cross the border, the person is asked, once for each organisation."""

from __future__ import annotations

import pytest

from everfair.accounts.models import Consent
from everfair.accounts.privacy_errors import BorderConsentMissing
from everfair.accounts.public import ConsentPurpose, has_consent, withdraw_consent
from everfair.negotiation.domain.negotiation import accept_negotiation, request_negotiation
from everfair.negotiation.domain.talks import post_message
from everfair.negotiation.models import Message, Negotiation
from tests.factories.accounts import MembershipFactory, make_member
from tests.factories.negotiation import make_project, make_request, make_talks
from tests.negotiation.browsing import client_of, words_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

HTMX = {"HX-Request": "true"}
CROSS_BORDER = ConsentPurpose.CROSS_BORDER


@pytest.mark.parametrize(("ours", "theirs"), [("TH", "CN"), ("CN", "TH"), ("HK", "CN"), ("CN", None)])
def test_request_across_the_border_asks_first(ours: str, theirs: str | None) -> None:
    kind = {} if theirs else {"kind": "international_organisation"}
    project, seller = make_project(make_member(country=theirs, **kind))
    buyer = make_member(country=ours)
    url = f"/negotiations/new?project={project.public_id}"
    client = client_of(buyer)

    page = client.get(url)
    refused = client.post(url, {"subject": "12 hospitals", "message": "Good day."})
    sent = client.post(url, {"subject": "12 hospitals", "message": "Good day.", "cross_border": "on"})

    assert f"across the border to {seller.organisation.name['en']}" in words_of(page.content)
    assert "checked" not in str(page.context["form"]["cross_border"])
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["cross_border"]
    assert refused.context["form"]["message"].value() == "Good day."
    assert sent.status_code == 302
    answer = Consent.objects.get(person=buyer.person)
    assert (answer.purpose, answer.recipient, answer.is_given) == (CROSS_BORDER, seller.organisation.public_id, True)
    assert answer.version == "cross-border/1"


@pytest.mark.parametrize(("ours", "theirs"), [("CN", "CN"), ("TH", "PE"), ("TH", "TH")])
def test_request_on_one_side_of_the_border_asks_nothing(ours: str, theirs: str) -> None:
    project, _seller = make_project(make_member(country=theirs))
    buyer = make_member(country=ours)
    url = f"/negotiations/new?project={project.public_id}"

    page = client_of(buyer).get(url)
    sent = client_of(buyer).post(url, {"subject": "12 hospitals", "message": "Good day."})

    assert "cross_border" not in page.context["form"].fields
    assert sent.status_code == 302
    assert not Consent.objects.exists()


def test_who_agreed_before_is_not_asked_again() -> None:
    asked = make_request()
    other, _seller = make_project(asked.seller)

    page = client_of(asked.buyer).get(f"/negotiations/new?project={other.public_id}")

    assert "cross_border" not in page.context["form"].fields


def test_refused_request_records_no_consent() -> None:
    project, _seller = make_project()
    buyer = make_member(country="TH")
    url = f"/negotiations/new?project={project.public_id}"

    client_of(buyer).post(url, {"subject": "", "message": "Good day.", "cross_border": "on"})

    assert not Consent.objects.exists()
    assert not Negotiation.objects.exists()


def test_accepting_asks_the_other_side_as_well() -> None:
    asked = make_request()
    Consent.objects.filter(person=asked.seller.person).delete()
    url = f"/negotiations/{asked.negotiation.public_id}"
    client = client_of(asked.seller)

    page = client.get(url)
    refused = client.post(f"{url}/accept")
    accepted = client.post(f"{url}/accept", {"cross_border": "on"})

    assert 'name="cross_border"' in page.content.decode()
    assert refused.status_code == 422
    assert accepted.status_code == 302
    assert asked.fresh().state == "accepted"
    assert has_consent(asked.seller.person, CROSS_BORDER, recipient=asked.buyer.organisation.public_id)


def test_colleague_is_asked_with_the_first_message_only() -> None:
    talks = make_talks()
    newcomer = MembershipFactory.create(organisation=talks.seller.organisation).person
    client = client_of(make_member())
    client.force_login(newcomer, backend="allauth.account.auth_backends.AuthenticationBackend")
    url = f"/negotiations/{talks.negotiation.public_id}"

    refused = client.post(f"{url}/messages", {"body": "Good day from me."}, headers=HTMX)
    sent = client.post(f"{url}/messages", {"body": "Good day from me.", "cross_border": "on"}, headers=HTMX)
    again = client.post(f"{url}/messages", {"body": "And another thing."}, headers=HTMX)

    assert refused.status_code == 422
    assert "Good day from me." in refused.content.decode()
    assert 'id="border" hx-swap-oob="true"' in sent.content.decode()
    assert again.status_code == 200
    assert 'id="border"' not in again.content.decode()
    assert Message.objects.filter(author=newcomer).count() == 2


def test_nothing_is_written_without_consent() -> None:
    talks = make_talks()
    project, _seller = make_project(talks.seller)
    withdraw_consent(talks.buyer.person, CROSS_BORDER, recipient=talks.seller.organisation.public_id)
    before = Message.objects.count()

    with pytest.raises(BorderConsentMissing):
        post_message(talks.negotiation, actor=talks.buyer, body="Hello?")
    with pytest.raises(BorderConsentMissing):
        request_negotiation(project, actor=talks.buyer, subject="It", message="Hello.")

    assert Message.objects.count() == before


def test_request_is_not_accepted_without_consent() -> None:
    asked = make_request()
    withdraw_consent(asked.seller.person, CROSS_BORDER, recipient=asked.buyer.organisation.public_id)

    with pytest.raises(BorderConsentMissing):
        accept_negotiation(asked.negotiation, actor=asked.seller)

    assert asked.fresh().state == "initiated"
