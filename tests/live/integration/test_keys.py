"""Stream keys made, rotated and revoked."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from everfair.fairs.enums import EditionState
from everfair.fairs.public import EditionArchived
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from everfair.live.domain.keys import MOST_KEYS, good_key, make_key, revoke_key, rotate_key
from everfair.live.errors import BadKey, TooManyKeys
from everfair.live.models import StreamKey
from everfair.live.runner import Runner
from tests.factories.accounts import OrganisationFactory, PersonFactory
from tests.factories.live import StreamFactory, TakeFactory, key_of, machine, manager_of

if TYPE_CHECKING:
    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_made_key_is_shown_once_and_kept_as_its_digest() -> None:
    stream = StreamFactory(organisation=OrganisationFactory())
    runner = manager_of(stream.organisation)

    made = make_key(stream, actor=runner)

    assert re.fullmatch(r"ef-[23456789abcdefghjkmnpqrstuvwxyz]{24}", made.secret)
    kept = StreamKey.objects.get()
    assert (kept.digest, kept.hint) == (hashlib.sha256(made.secret.encode()).hexdigest(), made.secret[-4:])
    assert kept.made_by == runner.person
    assert good_key(made.secret) == kept


def test_no_log_entry_holds_a_key() -> None:
    made = key_of(StreamFactory())

    assert [entry.payload for entry in Event.objects.all()] == [{"hint": made.key.hint}]


def test_rotated_key_is_replaced_and_its_encoder_sent_away(told: Told) -> None:
    stream = StreamFactory()
    old = key_of(stream)
    TakeFactory(stream=stream, key=old.key)

    new = rotate_key(old.key, actor=machine(stream))

    assert good_key(new.secret) == new.key
    with pytest.raises(BadKey):
        good_key(old.secret)
    assert told == [("live", "kick", stream.public_id)]


def test_encoder_with_another_key_stays_when_one_is_revoked(told: Told) -> None:
    stream = StreamFactory()
    used, spare = key_of(stream), key_of(stream)
    TakeFactory(stream=stream, key=used.key)

    revoke_key(spare.key, actor=machine(stream))

    assert told == []


def test_key_is_revoked_once() -> None:
    stream = StreamFactory()
    key = key_of(stream).key
    first = revoke_key(key, actor=machine(stream)).revoked_at

    again = revoke_key(key, actor=machine(stream))

    assert again.revoked_at == first
    assert Event.objects.filter(name="stream.key_revoked").count() == 1


def test_stream_has_so_many_good_keys_and_no_more() -> None:
    stream = StreamFactory()
    keys = [key_of(stream).key for _ in range(MOST_KEYS)]

    with pytest.raises(TooManyKeys):
        key_of(stream)
    revoke_key(keys[0], actor=machine(stream))

    assert key_of(stream).key.revoked_at is None


def test_stranger_gets_no_key_and_revokes_none() -> None:
    stream = StreamFactory(organisation=OrganisationFactory())
    key = key_of(stream).key
    strangers = [Runner(PersonFactory()), manager_of(OrganisationFactory())]

    for stranger in strangers:
        for act in (lambda who: make_key(stream, actor=who), lambda who: revoke_key(key, actor=who)):
            with pytest.raises(Forbidden):
                act(stranger)
        with pytest.raises(Forbidden):
            rotate_key(key, actor=stranger)

    assert list(StreamKey.objects.values_list("pk", "revoked_at")) == [(key.pk, None)]


def test_archived_edition_gives_no_keys_but_takes_them_back() -> None:
    stream = StreamFactory()
    key = key_of(stream).key
    stream.edition.state = EditionState.ARCHIVED
    stream.edition.save()

    with pytest.raises(EditionArchived):
        key_of(stream)

    assert revoke_key(key, actor=machine(stream)).revoked_at is not None
