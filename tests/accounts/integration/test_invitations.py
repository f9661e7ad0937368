"""Invitations: sent, sent again, taken back, answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from everfair.accounts.domain.colleagues import change_role, end_membership
from everfair.accounts.domain.invitations import (
    UNVETTED_PER_DAY,
    invite,
    key_of,
    resend_invitation,
    revoke_invitation,
)
from everfair.accounts.domain.joining import accept_invitation, decline_invitation, join_by_invitation
from everfair.accounts.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationClosed,
    MailTaken,
    TooManyInvitations,
)
from everfair.accounts.models import Invitation, Person
from everfair.accounts.queries.invitations import invitation_by_key, invitations_for
from everfair.accounts.queries.tokens import digest
from everfair.kernel import clock
from everfair.kernel.errors import DomainError, Forbidden
from everfair.kernel.models import Event
from tests.factories.accounts import PersonFactory, make_member
from tests.factories.membership import make_invitation, roles_of
from tests.factories.negotiation import colleague_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

NEW = {"name": "Nok", "password": "lantern over the river", "language": "en", "time_zone": "Asia/Bangkok"}


def later(monkeypatch: pytest.MonkeyPatch, **span: int) -> None:
    moment = clock.now() + timedelta(**span)
    monkeypatch.setattr(clock, "_read", lambda: moment)


def states() -> list[str]:
    return [invitation.state for invitation in Invitation.objects.order_by("id")]


def test_key_is_in_no_row_and_in_no_event() -> None:
    invitation = make_invitation()

    key = key_of(invitation)
    event = Event.objects.get(name="invitation.sent")

    assert (invitation.sha256, len(key)) == (digest(key), 43)
    assert event.payload == {"invitation": invitation.public_id, "role": "sales", "letter": 1}
    assert event.subject_id == invitation.organisation.public_id


def test_address_is_kept_in_small_letters_and_for_fourteen_days() -> None:
    invitation = make_invitation(email="  Nok@SiamCare.example ")

    assert invitation.email == "nok@siamcare.example"
    assert abs(invitation.expires_at - clock.now() - timedelta(days=14)) < timedelta(minutes=1)


def test_accepting_makes_a_member_once() -> None:
    owner, nok = make_member(), PersonFactory.create(email="nok@siamcare.example")
    invitation = make_invitation(owner)

    accept_invitation(invitation, person=nok)

    assert roles_of(owner)[nok.public_id] == "sales"
    assert states() == ["accepted"]
    assert Event.objects.latest("id").name == "invitation.accepted"
    with pytest.raises(InvitationClosed):
        accept_invitation(invitation, person=nok)


def test_another_person_can_not_accept() -> None:
    invitation = make_invitation()
    stranger = PersonFactory.create()

    with pytest.raises(Forbidden):
        accept_invitation(invitation, person=stranger)

    assert states() == ["open"]


def test_unproved_address_can_not_accept() -> None:
    invitation = make_invitation()
    nok = PersonFactory.create(email="nok@siamcare.example", confirmed=False)

    with pytest.raises(Forbidden):
        accept_invitation(invitation, person=nok)


def test_second_proved_address_accepts_too() -> None:
    invitation, nok = make_invitation(), PersonFactory.create()
    EmailAddress.objects.create(user=nok, email="Nok@SiamCare.example", verified=True)

    assert accept_invitation(invitation, person=nok).role == "sales"


def test_invitation_that_is_too_old_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    invitation, nok = make_invitation(), PersonFactory.create(email="nok@siamcare.example")
    later(monkeypatch, days=15)

    with pytest.raises(InvitationClosed):
        accept_invitation(invitation, person=nok)

    assert (states(), invitations_for(nok)) == (["expired"], [])


def test_new_letter_kills_the_old_link(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = make_member()
    nok = PersonFactory.create(email="nok@siamcare.example")
    old = make_invitation(owner)
    old_key = key_of(old)
    later(monkeypatch, days=20)

    new = resend_invitation(old, actor=owner)

    assert (invitation_by_key(old_key), invitation_by_key(key_of(new))) == (None, new)
    with pytest.raises(InvitationClosed):
        accept_invitation(old, person=nok)
    assert accept_invitation(new, person=nok).role == "sales"


def test_revoked_invitation_is_closed_and_can_not_be_sent_again() -> None:
    owner, nok = make_member(), PersonFactory.create(email="nok@siamcare.example")
    invitation = make_invitation(owner)
    revoke_invitation(invitation, actor=owner)

    for move in (
        lambda: accept_invitation(invitation, person=nok),
        lambda: resend_invitation(invitation, actor=owner),
        lambda: revoke_invitation(invitation, actor=owner),
        lambda: decline_invitation(invitation, person=nok),
    ):
        with pytest.raises(InvitationClosed):
            move()
    assert states() == ["revoked"]


def test_declined_address_may_be_invited_anew() -> None:
    owner = make_member()
    decline_invitation(make_invitation(owner), person=None)

    make_invitation(owner, role="duty")

    assert states() == ["declined", "open"]


def test_address_is_invited_once_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = make_member()
    make_invitation(owner)

    with pytest.raises(AlreadyInvited):
        make_invitation(owner, email="NOK@siamcare.example", role="duty")

    later(monkeypatch, days=15)
    make_invitation(owner, role="duty")
    assert states() == ["revoked", "open"]


def test_member_is_not_invited() -> None:
    owner = make_member()
    colleague = colleague_of(owner)

    with pytest.raises(AlreadyMember):
        make_invitation(owner, email=colleague.person.email.upper())


@pytest.mark.parametrize(("actor", "role"), [("admin", "owner"), ("admin", "signatory"), ("sales", "statistics")])
def test_nobody_invites_above_themselves(actor: str, role: str) -> None:
    with pytest.raises(Forbidden):
        make_invitation(make_member(actor), role=role)

    assert not Invitation.objects.exists()


def test_admin_can_not_take_an_owners_invitation_back() -> None:
    owner = make_member()
    admin = colleague_of(owner, "admin")
    invitation = make_invitation(owner, role="owner")

    for move in (revoke_invitation, resend_invitation):
        with pytest.raises(Forbidden):
            move(invitation, actor=admin)
    assert states() == ["open"]


def test_unvetted_organisation_sends_few_letters_a_day() -> None:
    owner = make_member(state="applied")
    first = make_invitation(owner, email="a@example.org")
    for number in range(UNVETTED_PER_DAY - 2):
        make_invitation(owner, email=f"b{number}@example.org")
    resend_invitation(first, actor=owner)

    with pytest.raises(TooManyInvitations) as refusal:
        make_invitation(owner, email="last@example.org")

    assert str(UNVETTED_PER_DAY) in str(refusal.value)
    assert Invitation.objects.count() == UNVETTED_PER_DAY - 1
    make_invitation(make_member(state="applied"), email="last@example.org")


def test_who_leaves_takes_their_invitations_along() -> None:
    owner = make_member()
    admin = colleague_of(owner, "admin")
    make_invitation(admin, email="a@example.org")
    make_invitation(owner, email="b@example.org")

    end_membership(admin, actor=owner)

    assert states() == ["revoked", "open"]


def test_who_is_lowered_keeps_what_they_could_still_send() -> None:
    owner = make_member()
    second = colleague_of(owner, "owner")
    make_invitation(second, email="a@example.org", role="owner")
    make_invitation(second, email="b@example.org", role="sales")

    change_role(second, actor=owner, role="admin")

    assert states() == ["revoked", "open"]


def test_new_person_joins_with_a_proved_address() -> None:
    owner = make_member()

    nok = join_by_invitation(make_invitation(owner), **NEW)

    assert nok.check_password(NEW["password"])
    assert EmailAddress.objects.get(user=nok).verified
    assert roles_of(owner)[nok.public_id] == "sales"
    assert nok.consents.get().is_given


def test_account_that_was_never_proved_is_taken_over() -> None:
    squatter = PersonFactory.create(email="nok@siamcare.example", confirmed=False, name="Squatter")

    nok = join_by_invitation(make_invitation(), **NEW)

    assert nok.pk == squatter.pk
    assert (nok.name, nok.check_password(NEW["password"])) == ("Nok", True)
    assert EmailAddress.objects.get(user=nok).verified


@pytest.mark.parametrize("confirmed", [True, False])
def test_account_in_use_is_not_taken_over(confirmed: bool) -> None:  # noqa: FBT001 -- the case
    used = PersonFactory.create(email="nok@siamcare.example", confirmed=confirmed, last_login=clock.now())
    invitation = make_invitation()

    with pytest.raises(MailTaken):
        join_by_invitation(invitation, **NEW)

    assert Person.objects.get(pk=used.pk).password == used.password
    assert states() == ["open"]


def test_joining_by_a_closed_invitation_makes_no_account() -> None:
    owner = make_member()
    invitation = make_invitation(owner)
    revoke_invitation(invitation, actor=owner)
    before = Person.objects.count()

    with pytest.raises(DomainError):
        join_by_invitation(invitation, **NEW)

    assert Person.objects.count() == before


def test_removed_inviter_can_not_invite_any_more() -> None:
    owner = make_member()
    admin = colleague_of(owner, "admin")
    end_membership(admin, actor=owner)

    with pytest.raises(Forbidden):
        invite(actor=admin, email="a@example.org", role="sales")
