"""Who may watch a stream that is for invited people."""

from __future__ import annotations

import pytest

from everfair.kernel.errors import Forbidden, NotFound
from everfair.kernel.models import Event
from everfair.live.domain import invitees
from everfair.live.domain.invitees import invite_viewer, remove_viewer
from everfair.live.errors import TooManyViewers, ViewerUnknown
from tests.factories.accounts import OrganisationFactory, PersonFactory
from tests.factories.live import StreamFactory, machine, manager_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_second_invitation_changes_nothing() -> None:
    stream, guest = StreamFactory.create(), PersonFactory.create()

    first = invite_viewer(stream, actor=machine(stream), email=guest.email)
    second = invite_viewer(stream, actor=machine(stream), email=f" {guest.email.upper()} ")

    assert first == second
    assert Event.objects.filter(name="stream.viewer_invited").count() == 1


def test_unknown_address_and_closed_account_are_refused_alike() -> None:
    stream, gone = StreamFactory.create(), PersonFactory.create(is_active=False)

    for email in ("nobody@example.org", gone.email):
        with pytest.raises(ViewerUnknown):
            invite_viewer(stream, actor=machine(stream), email=email)


def test_number_of_invitations_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitees, "MOST_INVITEES", 1)
    stream = StreamFactory.create()
    invite_viewer(stream, actor=machine(stream), email=PersonFactory.create().email)

    with pytest.raises(TooManyViewers):
        invite_viewer(stream, actor=machine(stream), email=PersonFactory.create().email)


def test_removed_viewer_makes_older_tokens_worthless() -> None:
    stream, guest = StreamFactory.create(), PersonFactory.create()
    invite_viewer(stream, actor=machine(stream), email=guest.email)

    remove_viewer(stream, actor=machine(stream), person_id=guest.public_id)

    version = stream.version
    stream.refresh_from_db()
    assert (stream.version, stream.invitees.count()) == (version + 1, 0)
    with pytest.raises(NotFound):
        remove_viewer(stream, actor=machine(stream), person_id=guest.public_id)


def test_stranger_can_neither_invite_nor_remove() -> None:
    stream, guest = StreamFactory.create(), PersonFactory.create()
    stranger = manager_of(OrganisationFactory.create())

    with pytest.raises(Forbidden):
        invite_viewer(stream, actor=stranger, email=guest.email)
    with pytest.raises(Forbidden):
        remove_viewer(stream, actor=stranger, person_id=guest.public_id)
    assert stream.invitees.count() == 0
