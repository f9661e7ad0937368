"""Languages of a stream and who speaks in their booths."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError

from everfair.kernel import clock
from everfair.kernel.access import Forbidden
from everfair.kernel.errors import DomainError, NotFound
from everfair.kernel.models import Event
from everfair.live.domain.booths import (
    MOST_INTERPRETERS,
    be_here,
    enter_booth,
    interpreter_in,
    leave_booth,
    offer_microphone,
    put_microphone_down,
    take_microphone,
    withdraw_offer,
)
from everfair.live.domain.channels import (
    MOST_CHANNELS,
    channel_by_key,
    close_channel,
    key_of,
    open_channel,
    renew_link,
)
from everfair.live.enums import StreamState
from everfair.live.interpretation.sittings import BoothBeginning, begin_booth_sitting, booth_sittings
from everfair.live.models import Channel, Interpreter
from everfair.live.retention import drop_interpreters
from everfair.live.runner import Runner
from tests.factories.accounts import PersonFactory
from tests.factories.live import StreamFactory, machine

if TYPE_CHECKING:
    from pathlib import Path

    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def channel() -> Channel:
    stream = StreamFactory(state=StreamState.ON_AIR)
    return open_channel(stream, actor=machine(stream), language="en")


def pass_time(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    later = clock.now() + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "_read", lambda: later)


def refusal(act: object, *words: object, **more: object) -> str:
    with pytest.raises(DomainError) as refused:
        act(*words, **more)  # type: ignore[operator]  # any function of the domain
    return refused.value.code


def speakers(channel: Channel) -> list[str]:
    return [one.name for one in Interpreter.objects.filter(channel=channel, speaking_since__isnull=False)]


def test_language_is_opened_once_and_closed_once() -> None:
    stream = StreamFactory()
    opened = open_channel(stream, actor=machine(stream), language="pt-BR")

    assert refusal(open_channel, stream, actor=machine(stream), language="pt-BR") == "channel_there"
    assert refusal(open_channel, stream, actor=machine(stream), language="../etc") == "stream_language_wrong"
    close_channel(opened, actor=machine(stream))
    close_channel(opened, actor=machine(stream))
    names = Event.objects.filter(name__startswith="interpretation.").order_by("pk").values_list("name", flat=True)
    assert list(names) == ["interpretation.opened", "interpretation.closed"]


def test_stream_has_eight_languages_at_most_and_none_where_it_plays_from_elsewhere() -> None:
    stream = StreamFactory()
    for tag in ("zh", "en", "fr", "ru", "es", "ar", "ja", "ko"):
        open_channel(stream, actor=machine(stream), language=tag)

    assert refusal(open_channel, stream, actor=machine(stream), language="de") == "too_many_channels"
    assert stream.channels.count() == MOST_CHANNELS
    elsewhere = StreamFactory(external_url="https://example.org/live.m3u8")
    assert refusal(open_channel, elsewhere, actor=machine(elsewhere), language="de") == "played_from_elsewhere"


def test_only_who_runs_the_stream_orders_its_languages(channel: Channel) -> None:
    stranger = Runner(PersonFactory())

    for act in (close_channel, renew_link):
        with pytest.raises(Forbidden):
            act(channel, actor=stranger)
    with pytest.raises(Forbidden):
        open_channel(channel.stream, actor=stranger, language="de")


def test_new_link_ends_the_old_one_and_empties_the_booth(channel: Channel) -> None:
    old = key_of(channel)
    speaker = take_microphone(enter_booth(channel, name="Anna", seat="one"))

    renewed = renew_link(channel, actor=machine(channel.stream))

    with pytest.raises(NotFound):
        channel_by_key(old)
    assert channel_by_key(key_of(renewed)) == channel
    assert refusal(take_microphone, speaker) == "not_in_booth"
    assert refusal(enter_booth, channel, name="Anna", seat="one") == "not_in_booth"
    assert Interpreter.objects.count() == 0


@pytest.mark.parametrize("key", ["", "nothing", "abcdefghjkmn-1.forged", "abcdefghjkmn"])
def test_forged_link_opens_nothing(key: str, channel: Channel) -> None:
    assert Channel.objects.get() == channel
    with pytest.raises(NotFound):
        channel_by_key(key)


def test_interpreter_sits_down_under_a_name_and_finds_the_seat_again(channel: Channel) -> None:
    first = enter_booth(channel, name="  Anna   Weber ", seat="one")
    again = enter_booth(channel, name="Anna W.", seat="one")

    assert first == again == interpreter_in(channel, "one")
    assert Interpreter.objects.get().name == "Anna W."
    assert "one" not in Interpreter.objects.get().seat
    assert interpreter_in(channel, "two") is None
    assert interpreter_in(channel, "") is None


def test_booth_takes_no_empty_name_no_long_one_and_not_too_many(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal(enter_booth, channel, name="  ", seat="one") == "booth_name_missing"
    assert refusal(enter_booth, channel, name="n" * 61, seat="one") == "booth_name_too_long"
    for number in range(MOST_INTERPRETERS):
        enter_booth(channel, name=f"Nr. {number}", seat=str(number))

    assert refusal(enter_booth, channel, name="One more", seat="more") == "booth_full"

    pass_time(monkeypatch, 11)
    enter_booth(channel, name="One more", seat="more")


def test_microphone_is_handed_over_by_an_offer_that_is_taken(channel: Channel) -> None:
    anna, boris = (enter_booth(channel, name=name, seat=name) for name in ("Anna", "Boris"))
    take_microphone(anna)
    take_microphone(anna)

    assert refusal(take_microphone, boris) == "microphone_taken"
    assert refusal(offer_microphone, boris, to=anna.public_id) == "not_on_microphone"
    assert refusal(offer_microphone, anna, to="nobody") == "colleague_gone"
    offer_microphone(anna, to=boris.public_id)
    assert speakers(channel) == ["Anna"]
    take_microphone(boris)

    assert speakers(channel) == ["Boris"]
    assert not Interpreter.objects.filter(offered_at__isnull=False).exists()
    names = Event.objects.filter(name__startswith="interpreter.").order_by("pk").values_list("name", flat=True)
    assert list(names)[2:] == ["interpreter.spoke", "interpreter.took_over"]


@pytest.mark.parametrize("who", ["Anna", "Boris"])
def test_offer_is_taken_back_or_declined(who: str, channel: Channel) -> None:
    people = {name: enter_booth(channel, name=name, seat=name) for name in ("Anna", "Boris")}
    take_microphone(people["Anna"])
    offer_microphone(people["Anna"], to=people["Boris"].public_id)

    withdraw_offer(people[who])

    assert speakers(channel) == ["Anna"]
    assert refusal(take_microphone, people["Boris"]) == "microphone_taken"


def test_microphone_of_who_vanished_can_be_taken_after_a_while(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, boris = (enter_booth(channel, name=name, seat=name) for name in ("Anna", "Boris"))
    take_microphone(anna)
    pass_time(monkeypatch, 9)
    be_here(boris)
    assert refusal(take_microphone, boris) == "microphone_taken"

    pass_time(monkeypatch, 2)
    take_microphone(boris)

    assert speakers(channel) == ["Boris"]


def test_floor_alone_is_left_when_the_microphone_is_put_down_or_its_holder_leaves(channel: Channel) -> None:
    anna = enter_booth(channel, name="Anna", seat="one")
    put_microphone_down(take_microphone(anna))
    put_microphone_down(anna)
    assert speakers(channel) == []

    leave_booth(take_microphone(anna))
    leave_booth(anna)

    assert Interpreter.objects.count() == 0


def test_nobody_takes_the_microphone_after_the_end(channel: Channel) -> None:
    anna = enter_booth(channel, name="Anna", seat="one")
    stream = channel.stream
    stream.state, stream.ended_at = StreamState.ENDED, clock.now()
    stream.save()

    assert refusal(take_microphone, anna) == "nothing_to_interpret"


def test_database_holds_a_booth_to_one_microphone(channel: Channel) -> None:
    for name in ("Anna", "Boris"):
        enter_booth(channel, name=name, seat=name)

    with pytest.raises(IntegrityError, match="one_microphone_a_booth"):
        Interpreter.objects.update(speaking_since=clock.now())


def test_what_the_last_speaker_sends_ends_when_another_speaks(
    channel: Channel, live_root: Path, django_capture_on_commit_callbacks: object
) -> None:
    anna, boris = (enter_booth(channel, name=name, seat=name) for name in ("Anna", "Boris"))
    take_microphone(anna)
    stream = channel.stream.public_id
    for number, language in enumerate(("en", "fr")):
        begin_booth_sitting(live_root, f"{number}", BoothBeginning(stream, language, anna.public_id, "audio/webm"))

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # the fixture of pytest-django
        offer_microphone(anna, to=boris.public_id)
        take_microphone(boris)

    assert [(sitting.public_id, sitting.ended_by()) for sitting in booth_sittings(live_root)] == [
        ("0", "stopped"),
        ("1", ""),
    ]


def test_booths_and_the_desk_hear_of_every_change_without_names(channel: Channel, told: Told) -> None:
    take_microphone(enter_booth(channel, name="Anna", seat="one"))

    stream = channel.stream
    assert told == 2 * [(f"booths-{stream.public_id}", "booth", {}), (stream.team_channel, "booth", {})]


def test_names_of_interpreters_are_forgotten(channel: Channel) -> None:
    enter_booth(channel, name="Anna", seat="one")

    kept, dropped = (drop_interpreters(clock.now() + timedelta(seconds=change)) for change in (-60, 1))

    assert (kept, dropped) == (0, 1)
