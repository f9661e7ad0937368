"""What accounts' events mean for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db.transaction import atomic

from everfair.accounts.public import grant_role
from everfair.kernel.events import log_event
from everfair.notifications.kinds import known_kind
from everfair.notifications.models import MailProblem, Notification
from everfair.notifications.wording import word
from tests.factories.accounts import PersonFactory, make_member
from tests.factories.fairs import EditionFactory
from tests.factories.notifications import deliver_newest

if TYPE_CHECKING:
    from everfair.accounts.member import Member

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


def happen(name: str, member: Member, **payload: Any) -> None:
    organisation = member.organisation
    with atomic():
        log_event(name, actor=None, subject=organisation, organisation=organisation, **payload)
    deliver_newest()


@pytest.mark.parametrize(
    ("name", "payload", "kind"),
    [
        ("organisation.approved", {"words": ""}, "organisation_approved"),
        ("organisation.asked", {"words": "The seal?"}, "organisation_asked"),
        ("organisation.refused", {"reason": "A copy."}, "organisation_refused"),
    ],
)
def test_decision_about_an_organisation_is_told_to_its_people(name: str, payload: dict[str, str], kind: str) -> None:
    member = make_member()

    happen(name, member, **payload)

    line = Notification.objects.get()
    assert (line.kind, line.person, line.organisation) == (kind, member.person, member.organisation)


@pytest.mark.parametrize(("left", "told"), [(True, 0), (False, 1)])
def test_end_of_a_membership_is_told_unless_one_left_oneself(*, left: bool, told: int) -> None:
    member, former = make_member(), PersonFactory.create()

    happen("membership.ended", member, person=former.public_id, role="sales", left=left)

    assert Notification.objects.filter(person=former, kind="membership_ended").count() == told


@pytest.mark.parametrize(("things", "told"), [(0, 0), (4, 1)])
def test_handover_is_told_to_who_got_something(things: int, told: int) -> None:
    member, former = make_member(), PersonFactory.create()

    happen("handover.done", member, person=former.public_id, to=member.person.public_id, things=things)

    assert Notification.objects.filter(person=member.person, kind="handover_received").count() == told


def test_role_is_told_in_the_readers_language() -> None:
    person = PersonFactory.create()
    grant_role(person, actor=None, role="section_lead", edition=EditionFactory.create())

    deliver_newest("role.granted")

    line = Notification.objects.get(person=person)
    kind = known_kind(line.kind, line.words)
    assert "Section lead" in word(kind, line.words, "en").subject
    assert "Section lead" not in word(kind, line.words, "zh-hans").subject


def test_confirming_an_address_solves_its_problem() -> None:
    person = PersonFactory.create()
    MailProblem.objects.create(address=person.email, ailment="bounced", at=person.created_at)
    with atomic():
        log_event("person.mail_confirmed", actor=person, subject=person)

    deliver_newest("person.mail_confirmed")

    assert MailProblem.objects.get().solved_at is not None
