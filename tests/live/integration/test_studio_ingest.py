"""The wire between the browser studio and the fair."""

from __future__ import annotations

import asyncio
import errno
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from everfair.live.enums import StreamState
from everfair.live.ingest import spool
from everfair.live.ingest.spool import STOPPED, Sitting, sittings_under
from everfair.live.ingest.studio import TOO_MANY_BROWSERS, StudioReader
from everfair.live.models import Stream
from everfair.live.views.ingest_sittings import MOST_BYTES
from tests.factories.accounts import make_member, make_operator, sign_in
from tests.factories.live import StreamFactory, TakeFactory
from tests.live.house_gear import open_house, until

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

MIME = "video/mp4;codecs=avc1.42E01E,opus"


@pytest.fixture
def stream(client: Client) -> Stream:
    """Return a stream whose operator is signed in."""
    made = StreamFactory.create()
    sign_in(client, make_operator(edition=made.edition))
    return made


def begin(client: Client, stream: Stream, **words: object) -> HttpResponse:
    body = json.dumps(words or {"mime": MIME})
    return client.post(f"/streams/{stream.public_id}/studio?lang=en", body, content_type="application/json")


def put(said: dict[str, Any], stream: Stream, number: int, data: bytes = b"part", token: str = "") -> HttpResponse:
    """Send a part as a browser does that has the token and no cookie."""
    return Client(enforce_csrf_checks=True).put(
        f"/streams/{stream.public_id}/studio/{said['sitting']}/{number}?lang=en",
        data,
        content_type="application/octet-stream",
        headers={"Authorization": f"Bearer {token or said['token']}"},
    )


def end(said: dict[str, Any], stream: Stream) -> HttpResponse:
    return Client(enforce_csrf_checks=True).post(
        f"/streams/{stream.public_id}/studio/{said['sitting']}/end",
        headers={"Authorization": f"Bearer {said['token']}"},
    )


def only_sitting(live_root: Path) -> Sitting:
    (sitting,) = sittings_under(live_root)
    return sitting


def test_sitting_goes_from_begin_to_end(client: Client, stream: Stream, live_root: Path) -> None:
    begun = begin(client, stream)
    said = begun.json()
    answers = [put(said, stream, 0, b"a"), put(said, stream, 1, b"b"), put(said, stream, 1, b"b"), end(said, stream)]

    sitting = only_sitting(live_root)
    beginning = sitting.beginning()
    assert begun.status_code == 201
    assert [answer.status_code for answer in answers] == [204] * 4
    assert [sitting.part(number) for number in (0, 1)] == [b"a", b"b"]
    assert sitting.ended_by() == STOPPED
    assert beginning is not None
    assert (beginning.mime, beginning.admission.stream, beginning.admission.key_id) == (MIME, stream.public_id, None)


def test_part_after_the_end_asks_for_a_restart(client: Client, stream: Stream) -> None:
    said = begin(client, stream).json()
    end(said, stream)

    answer = put(said, stream, 0)

    assert answer.status_code == 409
    assert answer.json() == {
        "code": "sitting_over",
        "sentence": "This part of the show is over. The studio begins the next one by itself.",
        "restart": True,
    }
    assert end(said, stream).status_code == 204


@pytest.mark.parametrize("token", ["forged", "a:b:c", " "])
def test_part_with_a_wrong_token_is_refused(client: Client, stream: Stream, live_root: Path, token: str) -> None:
    said = begin(client, stream).json()

    answer = put(said, stream, 0, token=token)

    assert (answer.status_code, answer.json()["code"]) == (403, "bad_sitting")
    assert only_sitting(live_root).kept() == -1


def test_token_opens_no_other_sitting_and_no_other_stream(client: Client, stream: Stream) -> None:
    said, other = begin(client, stream).json(), StreamFactory.create()
    newer = begin(client, stream).json()

    answers = [put({**newer, "token": said["token"]}, stream, 0), put(newer, other, 0)]

    assert [answer.json()["code"] for answer in answers] == ["bad_sitting"] * 2


@pytest.mark.parametrize("data", [b"", b"x" * (MOST_BYTES + 1)])
def test_part_without_bytes_or_with_too_many_is_refused(client: Client, stream: Stream, data: bytes) -> None:
    answer = put(begin(client, stream).json(), stream, 0, data)

    assert answer.status_code == 413
    assert answer.json()["sentence"] == (
        "Send between one byte and 4 megabytes at a time, and say how many bytes there are."
    )


@pytest.mark.parametrize("mime", ["video/ogg", "", 5, None, ["video/webm"], "video/webm;codecs=../../x", "a" * 300])
def test_container_that_nobody_reads_is_refused(client: Client, stream: Stream, mime: object) -> None:
    answer = begin(client, stream, mime=mime)

    assert (answer.status_code, answer.json()["code"]) == (422, "bad_container")


@pytest.mark.parametrize("body", ["{", "[]", '"video/webm"', ""])
def test_beginning_that_is_no_json_object_is_refused(client: Client, stream: Stream, body: str) -> None:
    answer = client.post(f"/streams/{stream.public_id}/studio", body, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (422, "bad_container")


@pytest.mark.parametrize(
    "mime", [MIME, "video/webm;codecs=h264,opus", "video/webm; codecs=vp8,opus", "video/webm", "audio/webm;codecs=opus"]
)
def test_containers_of_browsers_are_taken(client: Client, stream: Stream, mime: str) -> None:
    assert begin(client, stream, mime=mime).status_code == 201


def test_stream_that_the_team_ended_refuses_a_sitting_with_its_sentence(client: Client) -> None:
    stream = StreamFactory.create(state=StreamState.ENDED)
    sign_in(client, make_operator(edition=stream.edition))

    answer = begin(client, stream)

    assert (answer.status_code, answer.json()["code"]) == (409, "stream_over")


def test_who_does_not_run_the_stream_begins_nothing(client: Client, live_root: Path) -> None:
    stream = StreamFactory.create(organisation=make_member().organisation)
    sign_in(client, make_member().person)

    assert begin(client, stream).status_code == 403
    assert not (live_root / stream.public_id).exists()


def test_beginning_needs_the_page_it_came_from(stream: Stream, client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies

    assert begin(strict, stream).status_code == 403


def test_first_publisher_wins_where_the_stream_says_so(client: Client, stream: Stream) -> None:
    Stream.objects.filter(pk=stream.pk).update(newest_wins=False)
    TakeFactory.create(stream=stream)

    assert begin(client, stream).json()["code"] == "other_publisher"


def test_full_spool_and_full_disk_ask_to_send_again(
    client: Client, stream: Stream, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = begin(client, stream).json()

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Sitting, "_lay_down", no_room)
        full_disk = put(said, stream, 0)
    monkeypatch.setattr(spool, "MOST_WAITING", 0)
    full_spool = put(said, stream, 0)

    assert (full_disk.status_code, full_disk.json()["code"]) == (507, "disk_full")
    assert (full_spool.status_code, full_spool.json()["code"]) == (429, "spool_full")


def test_studio_is_told_in_words_when_no_more_pictures_are_converted(
    client: Client, stream: Stream, live_root: Path
) -> None:
    said = begin(client, stream, mime="video/webm;codecs=vp8,opus").json()
    put(said, stream, 0)

    async def read() -> list[tuple[str, str]]:
        async with open_house(live_root) as gear:
            reader = asyncio.create_task(StudioReader(live_root, gear.keeper, most_transcoded=0).run())
            await until(lambda: gear.books.troubles, "nobody was told")
            reader.cancel()
            return gear.books.troubles

    troubles = asyncio.run(read())
    answer = put(said, stream, 1)

    assert troubles == [(stream.public_id, TOO_MANY_BROWSERS)]
    assert (answer.status_code, answer.json()) == (422, {"code": "sitting_refused", "sentence": TOO_MANY_BROWSERS})
