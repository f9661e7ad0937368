"""Who is told when a stream fails."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from everfair.accounts.public import EditionRole, Grant
from everfair.kernel.events import deliver
from everfair.kernel.models import Event
from everfair.live.domain.publishing import end_take
from everfair.live.domain.streams import go_on_air, pause
from everfair.live.domain.sweeps import end_silent_streams
from everfair.live.enums import StreamState, TakeEnd
from everfair.live.runner import Runner
from everfair.notifications.models import Notification
from tests.factories.accounts import MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.fairs import operator_of
from tests.factories.live import BEGAN, StreamFactory, TakeFactory, manager_of

if TYPE_CHECKING:
    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def handle(name: str, handler: str) -> None:
    deliver(Event.objects.get(name=name).pk, f"everfair.live.handlers.{handler}")


def told() -> list[tuple[str, str]]:
    return list(Notification.objects.order_by("id").values_list("person__name", "kind"))


def test_who_ran_a_stream_is_told_that_it_fell_silent_and_nobody_else() -> None:
    organisation = OrganisationFactory()
    host = MembershipFactory(organisation=organisation, role="admin", person__name="Host").person
    MembershipFactory(organisation=organisation, role="admin", person__name="Idle colleague")
    stream = StreamFactory(organisation=organisation)
    gone = PersonFactory(name="Former colleague")
    for person in (gone, host):
        go_on_air(stream, actor=manager_of(organisation, person))
        pause(stream, actor=manager_of(organisation, person))
    go_on_air(stream, actor=manager_of(organisation, host))
    stream.refresh_from_db()
    stream.on_air_at = BEGAN
    stream.save()
    TakeFactory(stream=stream, ended_at=BEGAN + timedelta(hours=1))

    end_silent_streams(timedelta(seconds=60))
    handle("stream.ended", "tell_silence")

    assert told() == [("Host", "stream_silent")]


def test_nobody_is_told_of_an_encoder_that_is_back_by_now() -> None:
    stream = StreamFactory()
    operator = operator_of(stream.edition)
    go_on_air(stream, actor=_operator(operator, stream.edition_id))
    stream.refresh_from_db()
    stream.on_air_at = BEGAN
    stream.save()
    TakeFactory(stream=stream, ended_at=BEGAN + timedelta(hours=1))
    end_silent_streams(timedelta(seconds=60))
    stream.refresh_from_db()
    stream.state, stream.ended_by, stream.ended_at = StreamState.ON_AIR, "", None
    stream.save()

    handle("stream.ended", "tell_silence")

    assert told() == []


@pytest.mark.parametrize(("end", "notices"), [(TakeEnd.FAILED, 1), (TakeEnd.LOST, 0), (TakeEnd.STOPPED, 0)])
def test_team_is_told_of_what_could_not_be_recorded(end: TakeEnd, notices: int) -> None:
    stream = StreamFactory()
    operator = operator_of(stream.edition, name="Operator")
    go_on_air(stream, actor=_operator(operator, stream.edition_id))
    stream.refresh_from_db()
    take = TakeFactory(stream=stream)

    end_take(take.public_id, end=end, is_complete=False)
    handle("take.ended", "tell_failure")

    assert told() == [("Operator", "stream_not_recorded")] * notices


def _operator(person: Person, edition_id: int) -> Runner:
    return Runner(person, (Grant(EditionRole.OPERATOR, edition_id, zone_id=None),))
