from __future__ import annotations

from typing import Any

import pytest

from everfair.accounts.public import Member
from everfair.exhibition.domain.booths import MOST_BOOTHS, BoothWords, build_booth, change_booth, open_booth
from everfair.exhibition.domain.exhibitors import join_edition
from everfair.exhibition.enums import BoothState, BoothTemplate
from everfair.exhibition.errors import (
    AlreadyExhibits,
    ChangedMeanwhile,
    NotApprovedYet,
    TooManyBooths,
    WordsMissing,
    WordsTooLong,
)
from everfair.exhibition.models import Booth, Exhibitor
from everfair.fairs.enums import EditionState, ParticipationMode
from everfair.fairs.models import Participation
from everfair.fairs.public import EditionArchived
from everfair.kernel.errors import Forbidden, NotFound
from everfair.kernel.models import Event
from everfair.kernel.text import Text
from tests.factories.accounts import make_member
from tests.factories.exhibition import BoothFactory, ExhibitorFactory
from tests.factories.fairs import ZoneFactory, sector

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

WORDS = BoothWords(BoothTemplate.PARTNERS, Text({"en": "We look for partners"}), Text({"zh-hans": "欢迎"}))


def owner_of(exhibitor: Exhibitor) -> Member:
    person = make_member().person
    person.memberships.create(organisation=exhibitor.organisation, role="owner")
    return Member(person, exhibitor.organisation, "owner")


def join(actor: Member, **change: Any) -> Exhibitor:
    zone = change.pop("zone", None) or ZoneFactory.create(**change)
    return join_edition(
        change.pop("edition", zone.edition), actor=actor, zone=zone, sector=sector(), mode=ParticipationMode.ONLINE
    )


def test_join_edition_takes_part_too() -> None:
    actor = make_member()

    exhibitor = join(actor)

    assert list(Participation.objects.values_list("edition", "organisation", "mode")) == [
        (exhibitor.edition_id, actor.organisation.pk, "online")
    ]
    assert Event.objects.get(name="exhibitor.joined").payload == {"zone": exhibitor.zone.slug, "sector": "7"}


def test_join_edition_twice() -> None:
    actor = make_member()
    exhibitor = join(actor)

    with pytest.raises(AlreadyExhibits):
        join(actor, zone=exhibitor.zone)

    assert Exhibitor.objects.count() == 1


def test_join_edition_before_approval() -> None:
    with pytest.raises(NotApprovedYet):
        join(make_member(state="applied"))


def test_join_edition_as_sales() -> None:
    with pytest.raises(Forbidden):
        join(make_member("sales"))


def test_join_edition_that_is_archived() -> None:
    with pytest.raises(EditionArchived):
        join(make_member(), edition__state=EditionState.ARCHIVED)


def test_join_edition_in_a_zone_of_another() -> None:
    here = ZoneFactory.create()
    elsewhere = ZoneFactory.create()

    with pytest.raises(NotFound):
        join_edition(here.edition, actor=make_member(), zone=elsewhere, sector=sector(), mode=ParticipationMode.ONLINE)


def test_build_booth_is_in_preparation() -> None:
    exhibitor = ExhibitorFactory.create()

    booth = build_booth(exhibitor, actor=owner_of(exhibitor), words=WORDS)

    assert (booth.state, booth.template, booth.version, booth.opened_at) == ("preparing", "partners", 1, None)
    assert Event.objects.get(name="booth.built").payload == {"template": "partners"}


def test_build_booth_beyond_the_limit() -> None:
    exhibitor = ExhibitorFactory.create()
    BoothFactory.create_batch(MOST_BOOTHS, exhibitor=exhibitor)

    with pytest.raises(TooManyBooths):
        build_booth(exhibitor, actor=owner_of(exhibitor), words=WORDS)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (BoothWords(BoothTemplate.SHOWCASE, Text(), Text({"en": "Hello"})), WordsMissing),
        (BoothWords(BoothTemplate.SHOWCASE, Text({"en": "x" * 121}), Text()), WordsTooLong),
        (BoothWords(BoothTemplate.SHOWCASE, Text({"en": "x"}), Text({"zh-hans": "好" * 2001})), WordsTooLong),
    ],
)
def test_build_booth_with_bad_words(words: BoothWords, refusal: type[Exception]) -> None:
    exhibitor = ExhibitorFactory.create()

    with pytest.raises(refusal):
        build_booth(exhibitor, actor=owner_of(exhibitor), words=words)

    assert not Booth.objects.exists()


def test_change_booth_after_a_colleague_did() -> None:
    booth = BoothFactory.create()
    actor = owner_of(booth.exhibitor)
    change_booth(booth, actor=actor, version=1, words=WORDS)

    with pytest.raises(ChangedMeanwhile):
        change_booth(booth, actor=actor, version=1, words=WORDS)

    booth.refresh_from_db()
    assert (booth.headline, booth.version) == (WORDS.headline, 2)


def test_open_booth_twice_tells_it_once() -> None:
    booth = BoothFactory.create(state=BoothState.PREPARING)
    actor = owner_of(booth.exhibitor)

    open_booth(booth, actor=actor)
    open_booth(booth, actor=actor)

    booth.refresh_from_db()
    assert booth.state == BoothState.OPEN
    assert booth.opened_at is not None
    assert Event.objects.filter(name="booth.opened").count() == 1


@pytest.mark.parametrize(
    "write",
    [
        lambda booth, actor: build_booth(booth.exhibitor, actor=actor, words=WORDS),
        lambda booth, actor: change_booth(booth, actor=actor, version=1, words=WORDS),
        lambda booth, actor: open_booth(booth, actor=actor),
    ],
)
def test_booths_are_closed_to_other_organisations(write: Any) -> None:
    booth = BoothFactory.create(state=BoothState.PREPARING)

    with pytest.raises(Forbidden):
        write(booth, make_member())

    assert list(Booth.objects.values_list("headline", "state")) == [(booth.headline, "preparing")]
