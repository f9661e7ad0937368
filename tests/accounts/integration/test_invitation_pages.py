"""The link in the letter: for whom it is, for somebody else, for a stranger, too late; and the letter itself."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from everfair.accounts.domain.invitations import key_of, resend_invitation, revoke_invitation
from everfair.accounts.domain.joining import decline_invitation
from everfair.accounts.enums import InvitationState
from everfair.accounts.member import Member
from everfair.accounts.models import Invitation, Membership, Person
from everfair.accounts.views.invited import masked
from everfair.kernel import clock
from everfair.kernel.models import Event
from everfair.kernel.tasks import deliver_event
from everfair.kernel.text import Text
from tests.factories.accounts import PersonFactory, make_member, sign_in
from tests.factories.membership import make_invitation

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

NAME = "Siam Care Group"
JOIN = {"name": "Nok", "password": "lantern over the river", "consent": "on", "time_zone": "Asia/Bangkok"}


@pytest.fixture
def invitation() -> Invitation:
    return make_invitation(make_member(name=Text({"en": NAME})))


@pytest.fixture
def link(invitation: Invitation) -> str:
    return f"/invitations/{key_of(invitation)}"


def english(client: Client, person: Person | None = None) -> Client:
    client.cookies["language"] = "en"
    if person:
        sign_in(client, person)
    return client


def nok() -> Person:
    return PersonFactory.create(email="nok@siamcare.example", name="Nok")


def deliver(event: Event) -> None:
    deliver_event(event.pk, "everfair.accounts.handlers.send_invitation")


def test_stranger_makes_an_account_and_is_in(client: Client, invitation: Invitation, link: str) -> None:
    page = english(client).get(link)
    answer = client.post(f"{link}/join", JOIN, follow=True)

    assert (page.status_code, NAME in page.content.decode()) == (200, True)
    assert "nok@siamcare.example" in page.content.decode()
    assert answer.redirect_chain == [(f"/organisations/{invitation.organisation.public_id}/", 302)]
    assert f"You now act for {NAME}." in answer.content.decode()
    person = Person.objects.get(email="nok@siamcare.example")
    assert (person.name, person.language, person.time_zone) == ("Nok", "en", "Asia/Bangkok")
    assert Membership.objects.get(person=person).role == "sales"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "N" * 121}, "at most 120 characters"),
        ({"name": "Nok\u202ekoN"}, "arrived damaged"),
        ({"password": "password12"}, "This password is too common."),
        ({"password": "short"}, "too short"),
        ({"password": "nok@siamcare.example"}, "too similar"),
        ({"consent": ""}, "Without this there is no account."),
    ],
)
def test_bad_particulars_get_a_sentence_and_make_no_account(
    client: Client, link: str, changes: dict[str, str], sentence: str
) -> None:
    answer = english(client).post(f"{link}/join", {**JOIN, **changes})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Person.objects.filter(email="nok@siamcare.example").exists()
    assert Invitation.objects.get().state == "open"


def test_email_of_the_form_is_not_asked_for_and_not_taken(client: Client, link: str) -> None:
    english(client).post(f"{link}/join", {**JOIN, "email": "evil@example.org"})

    assert list(Person.objects.filter(name="Nok").values_list("email", flat=True)) == ["nok@siamcare.example"]


def test_who_has_an_account_is_led_to_sign_in_and_back(client: Client, link: str) -> None:
    nok()

    page = english(client).get(link).content.decode()
    joined = client.post(f"{link}/join", JOIN)

    assert f'href="/accounts/login/?next={link}"' in page
    assert 'name="password"' not in page
    assert (joined.status_code, joined["Location"]) == (302, link)


def test_invited_person_accepts(client: Client, invitation: Invitation, link: str) -> None:
    page = english(client, nok()).get(link)
    answer = client.post(f"{link}/accept")

    workspace = f"/organisations/{invitation.organisation.public_id}/"
    assert (page.status_code, answer["Location"]) == (200, workspace)
    assert client.session["acting_for"] == invitation.organisation.public_id
    assert client.get(link)["Location"] == workspace


def test_invited_person_declines(client: Client, link: str) -> None:
    answer = english(client, nok()).post(f"{link}/decline")

    assert answer["Location"] == "/me/organisations/"
    assert Invitation.objects.get().state == "declined"


def test_stranger_declines_by_the_link_alone(client: Client, link: str) -> None:
    answer = english(client).post(f"{link}/decline", follow=True)

    assert answer.status_code == 410
    assert "It was declined." in answer.content.decode()


def test_somebody_else_learns_nothing_and_changes_nothing(client: Client, link: str) -> None:
    other = PersonFactory.create(email="pim@example.org")

    page = english(client, other).get(link)
    for verb in ("accept", "decline", "join"):
        assert client.post(f"{link}/{verb}", JOIN)["Location"] == link

    shown = page.content.decode()
    assert page.status_code == 403
    assert "n•••@s•••.example" in shown
    assert [word for word in (NAME, "nok@siamcare.example", "Sales") if word in shown] == []
    assert f'name="next"\n           value="{link}"' in shown
    assert Invitation.objects.get().state == "open"


def test_signing_out_leads_back_to_the_invitation(client: Client, link: str) -> None:
    english(client, PersonFactory.create())

    assert client.post("/accounts/logout/", {"next": link})["Location"] == link


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (InvitationState.ACCEPTED, "It was already accepted"),
        (InvitationState.DECLINED, "It was declined."),
        (InvitationState.REVOKED, "It was taken back"),
        (InvitationState.EXPIRED, "It has grown too old."),
    ],
)
def test_closed_invitation_says_why_and_no_more(
    client: Client,
    invitation: Invitation,
    link: str,
    state: InvitationState,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if state is InvitationState.EXPIRED:
        moment = clock.now() + timedelta(days=15)
        monkeypatch.setattr(clock, "_read", lambda: moment)
    else:
        Invitation.objects.update(**{f"{state}_at": clock.now()})

    page = english(client).get(link)
    after = client.post(f"{link}/join", JOIN, follow=True)

    assert (page.status_code, after.status_code) == (410, 410)
    assert sentence in page.content.decode()
    assert NAME not in page.content.decode()
    assert not Person.objects.filter(email=invitation.email).exists()


@pytest.mark.parametrize("key", ["not-a-key", "A" * 43, "_" * 500])
def test_unknown_key_is_gone(client: Client, invitation: Invitation, key: str) -> None:
    page = english(client).get(f"/invitations/{key}")

    assert page.status_code == 410
    assert invitation.email not in page.content.decode()
    assert client.post(f"/invitations/{key}/accept").status_code == 302


def test_already_a_member_is_told(client: Client, invitation: Invitation, link: str) -> None:
    person = nok()
    Membership.objects.create(person=person, organisation=invitation.organisation, role="duty")

    answer = english(client, person).post(f"{link}/accept", follow=True)

    assert "This person already acts for the organisation." in answer.content.decode()
    assert Membership.objects.get(person=person).role == "duty"


def test_my_organisations_lists_the_invitation(client: Client, invitation: Invitation, link: str) -> None:
    page = english(client, nok()).get("/me/organisations/").content.decode()
    others = english(Client(), PersonFactory.create()).get("/me/organisations/").content.decode()

    assert (link in page, NAME in page, NAME in others) == (True, True, False)
    assert invitation.email not in others


@pytest.mark.parametrize(("language", "words"), [("en", f"act for {NAME}"), ("zh-hans", f"代表{NAME}")])
def test_letter_carries_the_link_in_the_inviters_language(
    mailoutbox: list[EmailMessage], language: str, words: str
) -> None:
    owner = make_member(name=Text({"en": NAME}))
    owner.person.language = language
    owner.person.save()
    invitation = make_invitation(owner)

    deliver(Event.objects.get(name="invitation.sent"))

    (letter,) = mailoutbox
    assert letter.to == ["nok@siamcare.example"]
    assert words in str(letter.body)
    assert re.findall(r"\S+/invitations/(\S+)", str(letter.body)) == [key_of(invitation)]


def test_letter_speaks_the_language_of_whom_is_known(mailoutbox: list[EmailMessage], invitation: Invitation) -> None:
    person = nok()
    person.language = "zh-hans"
    person.save()

    deliver(Event.objects.get(name="invitation.sent"))

    assert "邀请" in mailoutbox[0].subject
    assert invitation.organisation.name["en"] in mailoutbox[0].subject


def test_letter_is_not_written_for_what_is_over(mailoutbox: list[EmailMessage], invitation: Invitation) -> None:
    inviter = invitation.invited_by
    assert inviter is not None
    actor = Member(inviter, invitation.organisation, "owner")
    first = Event.objects.get(name="invitation.sent")
    again = resend_invitation(invitation, actor=actor)
    second = Event.objects.filter(name="invitation.sent").latest("id")

    deliver(first)
    deliver(second)
    revoke_invitation(again, actor=actor)
    other = make_invitation(actor, email="pim@example.org")
    decline_invitation(other, person=None)
    deliver(Event.objects.filter(name="invitation.sent").latest("id"))

    assert [key_of(again) in str(letter.body) for letter in mailoutbox] == [True]


@pytest.mark.parametrize(
    ("email", "shown"),
    [("nok@siamcare.example", "n•••@s•••.example"), ("a@b.co.uk", "a•••@b•••.uk"), ("李@例子.cn", "李•••@例•••.cn")],
)
def test_masked_address_shows_the_ends_only(email: str, shown: str) -> None:
    assert masked(email) == shown
