"""What the desk says of the smaller pictures of a stream."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from everfair.live.derived.ladder_note import LadderNote, LadderState, write_ladder_note
from everfair.live.enums import StreamState
from everfair.live.models import Stream
from everfair.live.places import StreamPlace
from tests.factories.accounts import make_operator, sign_in
from tests.factories.live import StreamFactory, TakeFactory

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def stream(client: Client, live_root: Path) -> Stream:
    made = StreamFactory.create(state=StreamState.ON_AIR, has_ladder=True)
    sign_in(client, make_operator(edition=made.edition))
    StreamPlace(live_root, made.public_id).folder.mkdir(parents=True, exist_ok=True)
    return made


def desk_of(client: Client, stream: Stream) -> str:
    return client.get(f"/streams/{stream.public_id}/desk/now?lang=en").content.decode()


@pytest.mark.parametrize(
    ("state", "late", "sentence"),
    [
        ("runs", 0.0, "<dd>\n            480p, 360p"),
        ("runs", 1.0, "The machine is too busy to make all of the smaller pictures"),
        ("full", 0.0, "This machine has no place for more smaller pictures now"),
        ("small", 0.0, "The picture is small already"),
    ],
    ids=["runs", "late", "full", "small"],
)
def test_desk_tells_how_the_ladder_stands(
    client: Client, stream: Stream, live_root: Path, *, state: LadderState, late: float, sentence: str
) -> None:
    take = TakeFactory.create(stream=stream, is_public=True)
    heights = (480, 360) if state == "runs" else ()
    note = LadderNote(take.public_id, state, heights, late * time.time())
    write_ladder_note(StreamPlace(live_root, stream.public_id), note)

    assert sentence in desk_of(client, stream)


def test_note_of_a_former_take_says_nothing(client: Client, stream: Stream, live_root: Path) -> None:
    write_ladder_note(StreamPlace(live_root, stream.public_id), LadderNote("former", "full"))
    TakeFactory.create(stream=stream, is_public=True)

    assert "The smaller pictures begin in a moment." in desk_of(client, stream)


def test_rehearsal_has_no_ladder(client: Client, stream: Stream) -> None:
    TakeFactory.create(stream=stream, is_public=False)

    assert "Smaller pictures are made once the stream is on air." in desk_of(client, stream)


def test_form_says_what_a_ladder_costs_and_saves_it(client: Client, stream: Stream) -> None:
    page = client.get(f"/streams/{stream.public_id}/desk?lang=en").content.decode()
    words = {"title_zh": "论坛", "audience": "public", "language": "zh", "latency": "low", "dvr_minutes": 120}

    client.post(f"/streams/{stream.public_id}/desk/change", {**words, "version": stream.version})
    stream.refresh_from_db()
    without = stream.has_ladder
    client.post(f"/streams/{stream.public_id}/desk/change", {**words, "version": stream.version, "has_ladder": "on"})

    assert "a third of a processor core to a whole one while on air; 2 streams at once may have them" in page
    stream.refresh_from_db()
    assert (without, stream.has_ladder) == (False, True)
