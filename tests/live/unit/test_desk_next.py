"""What the desk of a stream offers and advises, in every state."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from everfair.live.enums import STREAM_MOVES, EndedBy, StreamState
from everfair.live.models import Stream, Take
from everfair.live.views.desk_next import LEADS_TO, Move, advice, buttons
from everfair.live.views.desk_trouble import trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.unit

VIDEO = {"codecs": "avc1.42c01f", "width": 1280, "height": 720, "fps": 30.0, "bandwidth": 2_500_000}
AUDIO = {"codecs": "mp4a.40.2", "rate": 48000, "channels": 2}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(("state", "has_signal"), list(product(StreamState, (True, False))))
def test_buttons_are_the_moves_that_the_state_allows(state: StreamState, *, has_signal: bool) -> None:
    offered = buttons(Stream(state=state), has_signal=has_signal)

    assert {LEADS_TO[button.move] for button in offered} == STREAM_MOVES[state]
    assert [button.is_final for button in offered] == [button.move == Move.END for button in offered]
    assert sum(button.style == "btn-accent" for button in offered) <= 1


@pytest.mark.parametrize(
    ("state", "has_signal", "due"),
    [
        (StreamState.SCHEDULED, False, None),
        (StreamState.SCHEDULED, True, Move.GO_ON_AIR),
        (StreamState.REHEARSING, False, None),
        (StreamState.REHEARSING, True, Move.GO_ON_AIR),
        (StreamState.ON_AIR, True, None),
        (StreamState.PAUSED, False, Move.GO_ON_AIR),
        (StreamState.ENDED, False, Move.SCHEDULE),
    ],
)
def test_due_move_stands_out_and_comes_first(state: StreamState, due: Move | None, *, has_signal: bool) -> None:
    offered = buttons(Stream(state=state), has_signal=has_signal)

    assert [button.move for button in offered if button.style == "btn-accent"] == ([due] if due else [])
    assert due is None or offered[0].move == due


@pytest.mark.parametrize(("state", "has_signal", "has_key"), list(product(StreamState, (True, False), (True, False))))
def test_every_state_has_one_sentence_of_advice(state: StreamState, *, has_signal: bool, has_key: bool) -> None:
    said = advice(Stream(state=state), has_signal=has_signal, has_key=has_key)

    assert said.sentence.endswith(".")
    assert said.wants in {"", "key", "encoder", "move"}


def test_stream_that_goes_on_air_by_itself_says_so() -> None:
    by_itself = advice(Stream(goes_on_air_by_itself=True), has_signal=False, has_key=True)
    by_hand = advice(Stream(goes_on_air_by_itself=False), has_signal=False, has_key=True)

    assert by_itself.sentence == "Start your encoder: the stream goes on air as soon as a picture arrives."
    assert by_hand.sentence == "Start your encoder. Nobody sees the picture before you go on air."


def test_stream_that_fell_silent_is_told_from_one_that_was_ended() -> None:
    silent = advice(Stream(state=StreamState.ENDED, ended_by=EndedBy.SILENCE), has_signal=False, has_key=True)
    ended = advice(Stream(state=StreamState.ENDED, ended_by=EndedBy.TEAM), has_signal=False, has_key=True)

    assert silent.sentence.startswith("No signal came any more")
    assert ended.sentence.startswith("The stream has ended.")


@pytest.mark.parametrize(
    ("take", "sentence"),
    [
        (Take(video=VIDEO, audio=AUDIO), ""),
        (Take(video={}, audio={}), ""),
        (Take(video=VIDEO, audio={}), "No sound arrives."),
        (Take(video={}, audio=AUDIO), "Only sound arrives."),
        (Take(video={**VIDEO, "height": 2160}, audio=AUDIO), "The picture is larger than most viewers can play."),
        (Take(video={**VIDEO, "bandwidth": 9_000_000}, audio=AUDIO), "More arrives than most viewers' lines carry."),
        (Take(video=VIDEO, audio=AUDIO, is_complete=False), "A part of this take was lost."),
    ],
)
def test_trouble_names_the_first_thing_to_mend(take: Take, sentence: str) -> None:
    said = trouble(Stream(), take)

    assert said.startswith(sentence)
    assert bool(said) == bool(sentence)


def test_trouble_of_the_last_encoder_is_told_while_nothing_arrives() -> None:
    stream = Stream(trouble="The keyframes come too rarely.")

    assert trouble(stream, None) == "The keyframes come too rarely."
    assert trouble(stream, Take(video=VIDEO, audio=AUDIO)) == ""
