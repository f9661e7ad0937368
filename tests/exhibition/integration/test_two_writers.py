"""Two people at once, on real connections."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from everfair.accounts.public import Member
from everfair.exhibition.domain.booths import BoothWords, change_booth
from everfair.exhibition.domain.exhibitors import join_edition
from everfair.exhibition.enums import BoothTemplate
from everfair.exhibition.errors import AlreadyExhibits, ChangedMeanwhile
from everfair.exhibition.models import Booth, Exhibitor
from everfair.fairs.models import Participation
from everfair.kernel.text import Text
from tests.factories.accounts import make_member
from tests.factories.exhibition import BoothFactory
from tests.factories.fairs import ZoneFactory, sector

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


def at_once(*works: Callable[[], object]) -> list[object]:
    """Run the works in one thread each, all let go at the same moment; refusals count as results."""
    start = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        try:
            start.wait(timeout=10)
            return work()
        except (AlreadyExhibits, ChangedMeanwhile) as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_two_colleagues_save_one_booth() -> None:
    member = make_member()
    booth = BoothFactory.create(exhibitor__organisation=member.organisation)

    def save(headline: str) -> Callable[[], object]:
        words = BoothWords(BoothTemplate.SHOWCASE, Text({"en": headline}), Text())
        return lambda: change_booth(booth, actor=member, version=1, words=words).headline["en"]

    results = at_once(save("First"), save("Second"))

    saved = Booth.objects.get()
    assert sorted(map(str, results)) == sorted([saved.headline["en"], str(ChangedMeanwhile)])
    assert saved.version == 2


def test_two_colleagues_join_one_edition() -> None:
    member = make_member()
    zone = ZoneFactory.create()
    code = sector()
    colleague = Member(make_member().person, member.organisation, "admin")

    def join(actor: Member) -> Callable[[], object]:
        return lambda: type(join_edition(zone.edition, actor=actor, zone=zone, sector=code, mode="online"))

    results = at_once(join(member), join(colleague))

    assert sorted(map(str, results)) == sorted(map(str, [AlreadyExhibits, Exhibitor]))
    assert (Exhibitor.objects.count(), Participation.objects.count()) == (1, 1)
