"""The people of an organisation: roles, invitations, removals, hand-over; and who sees nothing of it."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from everfair.accounts.enums import MemberRole
from everfair.accounts.member import Member
from everfair.accounts.models import Invitation, Membership
from tests.factories.accounts import PersonFactory, make_member, sign_in
from tests.factories.membership import make_invitation, roles_of
from tests.factories.negotiation import colleague_of, make_talks

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

TAKEN_OVER = "There is open work."


def client_of(member: Member) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    sign_in(client, member.person)
    return client


def people(member: Member, *rest: str) -> str:
    return "/".join([f"/organisations/{member.organisation.public_id}/people", *rest])


@pytest.mark.parametrize("role", MemberRole.values)
def test_page_shows_what_the_role_may_do(role: str) -> None:
    owner = make_member()
    viewer = owner if role == "owner" else colleague_of(owner, role)
    other = colleague_of(owner, "sales")

    page = client_of(viewer).get(people(owner))

    shown = page.content.decode()
    manages = role in {"owner", "admin"}
    assert page.status_code == (403 if role == "statistics" else 200)
    assert (other.person.email in shown) is (role != "statistics")
    assert (people(owner, "invite") in shown) is manages
    assert (people(owner, other.person.public_id, "role") in shown) is manages
    assert (people(owner, other.person.public_id, "remove") in shown) is manages
    assert (people(owner, owner.person.public_id, "role") in shown) is (role == "owner")


@pytest.mark.parametrize("count", [1, 30])
def test_page_costs_the_same_however_many(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    owner = make_member()
    for number in range(count):
        colleague_of(owner)
        if number < 30:
            Invitation.objects.create(
                organisation=owner.organisation,
                email=f"guest{number}@example.org",
                role="sales",
                sha256=str(number),
                invited_by=owner.person,
                expires_at="2099-01-01T00:00Z",
            )
    client = client_of(owner)
    client.get(people(owner))

    with django_assert_num_queries(7):
        client.get(people(owner))


def test_role_is_changed_by_form() -> None:
    owner = make_member()
    other = colleague_of(owner, "sales")

    answer = client_of(owner).post(
        people(owner, other.person.public_id, "role"), {f"{other.person.public_id}-role": "signatory"}, follow=True
    )

    assert f"{other.person.name}: Signatory from now on." in answer.content.decode()
    assert roles_of(owner)[other.person.public_id] == "signatory"


@pytest.mark.parametrize("role", ["", "emperor", "owner", "signatory", "a\x00b"])
def test_admin_gets_a_sentence_for_a_role_that_is_not_offered(role: str) -> None:
    owner = make_member()
    admin, other = colleague_of(owner, "admin"), colleague_of(owner, "sales")

    answer = client_of(admin).post(
        people(owner, other.person.public_id, "role"), {f"{other.person.public_id}-role": role}
    )

    assert answer.status_code == 422
    assert answer.content.decode().count('class="field-error"') == 1
    assert roles_of(owner)[other.person.public_id] == "sales"


def test_last_owner_is_told_what_to_do_first() -> None:
    owner = make_member()
    client = client_of(owner)

    lowered = client.post(people(owner, owner.person.public_id, "role"), {f"{owner.person.public_id}-role": "sales"})
    left = client.post(people(owner, owner.person.public_id, "remove"))

    for answer in (lowered, left):
        assert answer.status_code == 409
        assert "Name another owner first" in answer.content.decode()
    assert list(roles_of(owner).values()) == ["owner"]


@pytest.mark.parametrize(("role", "status"), [("admin", 403), ("sales", 403), ("statistics", 403)])
def test_owner_is_touched_by_owners_alone(role: str, status: int) -> None:
    owner = make_member()
    client = client_of(colleague_of(owner, role))
    target = owner.person.public_id

    answers = [
        client.post(people(owner, target, "role"), {f"{target}-role": "sales"}),
        client.get(people(owner, target, "remove")),
        client.post(people(owner, target, "remove"), {"heir": "nobody"}),
        client.post(people(owner, target, "hand-over"), {"heir": "nobody"}),
    ]

    assert [answer.status_code for answer in answers] == [status] * 4
    assert roles_of(owner)[target] == "owner"


def test_strangers_find_nothing() -> None:
    owner, stranger = make_member(), make_member()
    invitation = make_invitation(owner)
    client = client_of(stranger)
    ours, theirs = owner.organisation.public_id, stranger.organisation.public_id
    target = owner.person.public_id

    answers = [
        client.get(f"/organisations/{ours}/"),
        client.get(people(owner)),
        client.post(people(owner, "invite"), {"email": "a@example.org", "role": "sales"}),
        client.post(people(owner, target, "role"), {f"{target}-role": "sales"}),
        client.get(people(owner, target, "remove")),
        client.post(people(stranger, target, "remove"), {"heir": "nobody"}),
        client.get(people(owner, target, "hand-over")),
        client.post(f"/organisations/{ours}/invitations/{invitation.public_id}/revoke"),
        client.post(f"/organisations/{theirs}/invitations/{invitation.public_id}/revoke"),
        client.post(f"/organisations/{theirs}/invitations/{invitation.public_id}/resend"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 10
    assert (Membership.objects.count(), Invitation.objects.get().state) == (2, "open")


def test_invitation_is_sent_by_form_and_shown() -> None:
    owner = make_member()

    answer = client_of(owner).post(people(owner, "invite"), {"email": " Nok@Siam.example", "role": "duty"}, follow=True)

    shown = answer.content.decode()
    assert "The invitation to nok@siam.example is on its way." in shown
    assert "open until" in shown
    assert Invitation.objects.get().role == "duty"


@pytest.mark.parametrize(
    ("email", "role", "sentence"),
    [
        ("", "sales", "This field is required."),
        ("nok", "sales", "Enter a valid email address."),
        ("nok@siam.example\n bcc: a@example.org", "sales", "Enter a valid email address."),
        ("n" * 250 + "@siam.example", "sales", "at most 254 characters"),
        ("nok\x00@siam.example", "sales", "Null characters"),
        ("<script>@siam.example", "sales", "Enter a valid email address."),
        ("nok@siam.example", "", "This field is required."),
        ("nok@siam.example", "owner", "Select a valid choice."),
    ],
)
def test_bad_invitation_gets_a_sentence_and_keeps_what_was_typed(email: str, role: str, sentence: str) -> None:
    admin = colleague_of(make_member(), "admin")

    answer = client_of(admin).post(people(admin, "invite"), {"email": email, "role": role})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown
    assert 'value="nok@siam.example"' in shown or email != "nok@siam.example"
    assert not Invitation.objects.exists()


def test_address_that_is_invited_already_is_told_so() -> None:
    owner = make_member()
    make_invitation(owner, email="nok@siam.example")

    answer = client_of(owner).post(people(owner, "invite"), {"email": "nok@siam.example", "role": "duty"})

    assert answer.status_code == 409
    assert "This address has an open invitation." in answer.content.decode()


def test_too_many_letters_are_refused_in_words() -> None:
    owner = make_member(state="applied")
    for number in range(5):
        make_invitation(owner, email=f"a{number}@example.org")

    answer = client_of(owner).post(people(owner, "invite"), {"email": "last@example.org", "role": "duty"})

    assert answer.status_code == 429
    assert "has sent 5 invitations within a day" in answer.content.decode()
    assert 'value="last@example.org"' in answer.content.decode()


def test_invitation_is_sent_again_and_taken_back_by_form() -> None:
    owner = make_member()
    invitation = make_invitation(owner)
    client = client_of(owner)
    address = f"/organisations/{owner.organisation.public_id}/invitations/{invitation.public_id}"

    again = client.post(f"{address}/resend", follow=True).content.decode()
    back = client.post(f"{address}/revoke", follow=True).content.decode()
    late = client.post(f"{address}/revoke")

    assert "the old link no longer works" in again
    assert "is taken back." in back
    assert (late.status_code, "no longer open" in late.content.decode()) == (409, True)


def test_open_work_asks_who_takes_it_over() -> None:
    owner = make_member()
    leaver, heir = colleague_of(owner), colleague_of(owner)
    colleague_of(owner, "statistics")
    talks = make_talks(seller=leaver)
    client = client_of(owner)
    address = people(owner, leaver.person.public_id, "remove")

    asked = client.get(address).content.decode()
    unsaid = client.post(address)
    wrong = client.post(address, {"heir": "somebody"})
    done = client.post(address, {"heir": heir.person.public_id}, follow=True)

    assert "1 open negotiation" in asked
    assert asked.count('type="radio"') == 3
    assert (unsaid.status_code, TAKEN_OVER in unsaid.content.decode()) == (422, True)
    assert (wrong.status_code, "Select a valid choice" in wrong.content.decode()) == (422, True)
    assert f"{leaver.person.name} no longer acts for" in done.content.decode()
    assert talks.fresh().respondent_lead == heir.person


def test_leaver_loses_everything_at_once() -> None:
    owner = make_member()
    leaver = colleague_of(owner)
    talks = make_talks(seller=leaver)
    client = client_of(leaver)

    answer = client.post(people(owner, leaver.person.public_id, "remove"), {"heir": "nobody"}, follow=True)

    assert answer.redirect_chain == [("/me/organisations/", 302)]
    assert "You no longer act for" in answer.content.decode()
    assert client.get(f"/negotiations/{talks.negotiation.public_id}").status_code == 404
    assert client.get(people(owner)).status_code == 404


def test_hand_over_page_moves_the_work_and_nobody_leaves() -> None:
    owner = make_member()
    tired = colleague_of(owner)
    talks = make_talks(seller=tired)
    client = client_of(tired)
    address = people(owner, tired.person.public_id, "hand-over")

    client.post(address, {"heir": owner.person.public_id})

    assert talks.fresh().respondent_lead == owner.person
    assert tired.person.public_id in roles_of(owner)
    assert "There is nothing to hand over." in client.get(address).content.decode()


def test_statistics_member_may_leave() -> None:
    owner = make_member()
    client = client_of(member := colleague_of(owner, "statistics"))

    assert client.get(people(owner, member.person.public_id, "remove")).status_code == 200
    assert client.post(people(owner, member.person.public_id, "remove")).status_code == 302
    assert len(roles_of(owner)) == 1


def test_newcomer_is_led_to_a_first_organisation() -> None:
    person = PersonFactory.create()
    client = Client()
    client.cookies["language"] = "en"
    sign_in(client, person)

    page = client.get("/me/organisations/").content.decode()

    assert "You act for nobody yet." in page
    assert 'href="/me/organisations/new"' in page
