"""What the live room keeps of people, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest

from everfair.kernel.clock import now
from everfair.live.domain.keys import make_key, revoke_key
from everfair.live.models import Invitee, StreamKey, Take
from everfair.live.personal_data import forget_invitations, tell_invitations, tell_keys
from everfair.live.retention import drop_keys
from tests.factories.accounts import OrganisationFactory, PersonFactory
from tests.factories.live import StreamFactory, TakeFactory, key_of, machine, manager_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_person_is_told_of_their_keys_but_not_the_keys() -> None:
    organisation = OrganisationFactory()
    runner = manager_of(organisation)
    stream = StreamFactory(organisation=organisation)
    made = make_key(stream, actor=runner)
    key_of(stream)

    (record,) = tell_keys(runner.person).records

    assert record == {
        "hint": made.key.hint,
        "made_at": made.key.made_at,
        "used_at": None,
        "revoked_at": None,
        "stream": stream.title,
    }


def test_person_is_told_of_invitations_received_and_given_and_forgotten_as_a_guest() -> None:
    host, guest = PersonFactory.create_batch(2)
    stream = StreamFactory()
    Invitee.objects.create(stream=stream, person=guest, invited_by=host)
    Invitee.objects.create(stream=stream, person=host)

    parts = [[row["part"] for row in tell_invitations(person).records] for person in (host, guest)]
    forget_invitations(guest)

    assert parts == [["received", "given"], ["received"]]
    assert list(Invitee.objects.values_list("person", flat=True)) == [host.pk]


def test_keys_revoked_long_ago_go_and_what_came_in_with_them_stays() -> None:
    stream = StreamFactory()
    old, fresh, good = (key_of(stream).key for _ in range(3))
    TakeFactory(stream=stream, key=old, ended_at=now())
    for key in (old, fresh):
        revoke_key(key, actor=machine(stream))
    StreamKey.objects.filter(pk=old.pk).update(revoked_at=now() - timedelta(days=91))

    dropped = drop_keys(now() - timedelta(days=90))

    assert dropped == 1
    assert set(StreamKey.objects.values_list("pk", flat=True)) == {fresh.pk, good.pk}
    assert Take.objects.get().key is None
