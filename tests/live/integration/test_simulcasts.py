"""Other platforms at the desk of a stream: added, switched, removed, and how it goes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from everfair.accounts.models import Person
from everfair.kernel import clock
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from everfair.kernel.sealed import seal, unseal
from everfair.live.domain.simulcasts import (
    MOST_SIMULCASTS,
    add_simulcast,
    note_state,
    remove_simulcast,
    settle_states,
    switch_simulcast,
)
from everfair.live.enums import SimulcastState, SimulcastTrouble, StreamState
from everfair.live.models import Simulcast, Stream, Take
from everfair.live.runner import Runner
from everfair.live.simulcast.deriver import Simulcasts
from tests.factories.accounts import sign_in
from tests.factories.fairs import operator_of
from tests.factories.live import StreamFactory, TakeFactory, machine
from tests.factories.webhooks import allow_inner
from tests.live.platform import HOST, KEY

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

SERVER = f"rtmp://{HOST}:1935/live"
TYPED = {"label": "Elsewhere", "server": SERVER, "key": KEY}


@pytest.fixture(autouse=True)
def _inner(settings: SettingsWrapper) -> None:
    allow_inner(settings, HOST)


@pytest.fixture
def stream() -> Stream:
    return StreamFactory.create()


@pytest.fixture
def desk(client: Client, stream: Stream) -> Client:
    person: Person = operator_of(stream.edition)
    sign_in(client, person)
    return client


def make(stream: Stream, **fields: object) -> Simulcast:
    return Simulcast.objects.create(
        stream=stream, **{"label": "Elsewhere", "host": HOST, "address": seal(f"{SERVER}/{KEY}"), **fields}
    )


def page_of(stream: Stream, part: str = "") -> str:
    return f"/streams/{stream.public_id}/desk{part}"


def test_platform_is_added_and_its_key_never_seen_again(desk: Client, stream: Stream) -> None:
    answer = desk.post(page_of(stream, "/simulcasts/add"), TYPED)

    made = Simulcast.objects.get()
    page = desk.get(page_of(stream)).content.decode()
    assert (answer.status_code, unseal(made.address), made.host) == (302, f"{SERVER}/{KEY}", HOST)
    assert KEY not in made.address
    assert ("Elsewhere" in page, KEY in page) == (True, False)
    assert Event.objects.get(name="stream.simulcast_added").payload == {"site": HOST}


@pytest.mark.parametrize(
    "changes",
    [
        {"server": "https://live.example.com/app"},
        {"server": "rtmp://10.1.2.3/app"},
        {"server": SERVER, "key": ""},
        {"label": ""},
        {"label": "\u202eevil"},
    ],
    ids=["https", "inner", "no key", "no name", "odd name"],
)
def test_bad_input_is_said_and_kept(desk: Client, stream: Stream, changes: dict[str, str]) -> None:
    typed = {**TYPED, **changes}

    answer = desk.post(page_of(stream, "/simulcasts/add"), typed)

    form = answer.context["simulcast_form"]
    assert (answer.status_code, Simulcast.objects.exists()) == (422, False)
    assert {name: form[name].value() for name in TYPED} == typed
    assert form.errors


def test_fifth_platform_is_one_too_many(desk: Client, stream: Stream) -> None:
    for _ in range(MOST_SIMULCASTS):
        make(stream)

    answer = desk.post(page_of(stream, "/simulcasts/add"), TYPED)

    assert (answer.status_code, Simulcast.objects.count()) == (409, MOST_SIMULCASTS)


def test_platform_is_switched_off_and_on_and_removed(desk: Client, stream: Stream, told: Told) -> None:
    there = make(stream, state=SimulcastState.FAILED, trouble=SimulcastTrouble.REFUSED, words="no", since=clock.now())
    which = {"simulcast": there.public_id}

    desk.post(page_of(stream, "/simulcasts/switch"), {**which, "on": "no"})
    off = Simulcast.objects.get()
    desk.post(page_of(stream, "/simulcasts/switch"), {**which, "on": "no"})
    desk.post(page_of(stream, "/simulcasts/switch"), {**which, "on": "yes"})
    on = Simulcast.objects.get()
    desk.post(page_of(stream, "/simulcasts/remove"), which)

    assert (off.is_on, off.state, off.trouble, off.words) == (False, SimulcastState.WAITING, "", "")
    assert (on.is_on, Simulcast.objects.exists()) == (True, False)
    events = Event.objects.filter(name__startswith="stream.simulcast").order_by("id").values_list("name", flat=True)
    assert [name.rpartition("_")[2] for name in events] == ["off", "on", "removed"]
    assert told.count((stream.team_channel, "simulcast", {})) == 3


def test_platform_of_another_stream_is_out_of_reach(desk: Client, stream: Stream) -> None:
    other = make(StreamFactory.create())

    for act in ("switch", "remove"):
        assert desk.post(page_of(stream, f"/simulcasts/{act}"), {"simulcast": other.public_id}).status_code == 404
    assert Simulcast.objects.get().is_on


def test_who_does_not_run_the_stream_changes_nothing(stream: Stream) -> None:
    there, nobody = make(stream), Runner(None)

    with pytest.raises(Forbidden):
        add_simulcast(stream, actor=nobody, label="x", address=f"{SERVER}/{KEY}")
    with pytest.raises(Forbidden):
        switch_simulcast(stream, there.public_id, actor=nobody, is_on=False)
    with pytest.raises(Forbidden):
        remove_simulcast(stream, there.public_id, actor=nobody)


def test_desk_says_how_it_goes(desk: Client, stream: Stream) -> None:
    make(stream, label="Sends", state=SimulcastState.SENDING, since=clock.now())
    make(stream, state=SimulcastState.FAILED, trouble=SimulcastTrouble.REFUSED, words="<no such key>")

    part = desk.get(page_of(stream, "/simulcasts"), headers={"Accept-Language": "en"}).content.decode()

    assert "Sent on since" in part
    assert "The platform refuses it" in part
    assert "“&lt;no such key&gt;”" in part


def test_open_takes_of_the_audience_alone_are_sent_on(tmp_path: Path) -> None:
    on_air = StreamFactory.create(state=StreamState.ON_AIR)
    rehearsing = StreamFactory.create(state=StreamState.REHEARSING)
    for each in (on_air, rehearsing):
        TakeFactory.create(stream=each)
        make(each)
    make(on_air, is_on=False)
    there = on_air.simulcasts.get(is_on=True)

    wanted = Simulcasts(tmp_path).wanted(list(Take.objects.select_related("stream")))

    take = on_air.takes.get()
    assert list(wanted) == [(on_air.public_id, take.public_id, f"simulcast-{there.public_id}")]


def test_states_are_told_to_the_team_once(stream: Stream, told: Told) -> None:
    there = make(stream)

    for _ in range(2):
        note_state(there.pk, stream.public_id, state=SimulcastState.SENDING, trouble=None, words="")
    switch_simulcast(stream, there.public_id, actor=machine(stream), is_on=False)
    note_state(there.pk, stream.public_id, state=SimulcastState.SENDING, trouble=None, words="")

    there.refresh_from_db()
    assert (there.state, there.is_on) == (SimulcastState.WAITING, False)
    assert told.count((stream.team_channel, "simulcast", {})) == 2


def test_what_a_killed_process_was_sending_waits(stream: Stream) -> None:
    since = clock.now() - timedelta(minutes=1)
    left, sent = (make(stream, state=SimulcastState.SENDING, since=since) for _ in range(2))
    failed = make(stream, state=SimulcastState.FAILED, trouble=SimulcastTrouble.LOST)

    settle_states([sent.pk])

    states = [Simulcast.objects.get(pk=each.pk).state for each in (left, sent, failed)]
    assert states == [SimulcastState.WAITING, SimulcastState.SENDING, SimulcastState.FAILED]
