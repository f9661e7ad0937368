"""The pass: what a viewer's page is told, and which doors it opens."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from everfair.kernel.clock import now
from everfair.kernel.media_tokens import WATCH_COOKIE, read_media_token
from everfair.kernel.realtime import read_token
from everfair.kernel.text import Text
from everfair.live.enums import Audience, RecordingState, StreamState
from everfair.live.models import Chapter, Invitee, Recording, Stream
from everfair.live.places import StreamPlace
from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.fairs import operator_of
from tests.factories.live import StreamFactory, TakeFactory

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def pass_of(client: Client, stream: Stream) -> dict[str, Any]:
    answer = client.get(f"/streams/{stream.public_id}/pass")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return dict(answer.json())


def media_token_in(address: str) -> str:
    return address.split("/")[3]


def test_stranger_gets_open_addresses_of_a_public_stream(client: Client) -> None:
    take = TakeFactory.create(began_at=now() - timedelta(minutes=5))
    stream = take.stream

    told = pass_of(client, stream)

    root = f"/live/{stream.public_id}/open"
    assert told["playlists"] == {
        "live": f"{root}/master.m3u8",
        "dvr": f"{root}/dvr.m3u8",
        "vod": f"{root}/vod.m3u8",
    }
    assert (told["state"], told["has_signal"], told["has_recording"]) == ("on_air", True, False)
    assert told["refusal"] is None
    assert told["renew_in"] is None
    assert told["since"] == f"{take.began_at:%Y-%m-%dT%H:%M:%S}.{take.began_at.microsecond // 1000:03}Z"
    assert read_token(told["events"], key=settings.SECRET_KEY) == [stream.channel]
    assert WATCH_COOKIE not in client.cookies


def test_pass_of_a_stranger_costs_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    stream = TakeFactory.create().stream

    with django_assert_num_queries(4):
        pass_of(client, stream)


def test_window_to_go_back_in_ends_where_the_stream_keeps_nothing_more(client: Client) -> None:
    stream = StreamFactory.create(state=StreamState.ON_AIR, dvr_minutes=30)
    TakeFactory.create(stream=stream, began_at=now() - timedelta(hours=3))

    since = pass_of(client, stream)["since"]

    assert since > f"{now() - timedelta(minutes=31):%Y-%m-%dT%H:%M:%S}"


def test_stranger_is_led_to_sign_in_by_a_stream_for_accounts(client: Client) -> None:
    stream = StreamFactory.create(audience=Audience.REGISTERED)

    told = pass_of(client, stream)

    assert told["refusal"]["code"] == "sign_in"
    assert told["refusal"]["address"].startswith("/accounts/login/?next=%2F")
    assert (told["playlists"], told["backstage"], told["has_recording"]) == (None, None, False)
    assert WATCH_COOKIE not in client.cookies


def test_account_gets_a_token_that_only_its_browser_may_use(client: Client) -> None:
    stream = StreamFactory.create(audience=Audience.REGISTERED)
    sign_in(client, PersonFactory.create())

    told = pass_of(client, stream)

    given = read_media_token(media_token_in(told["playlists"]["live"]), key=settings.SECRET_KEY)
    cookie = client.cookies[WATCH_COOKIE]
    assert (given.folder, given.sees, given.version) == (stream.public_id, "public", stream.version)
    assert given.is_held_by(cookie.value)
    assert not given.is_held_by("")
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/live/", True, "Lax")
    assert 0 < told["renew_in"] < given.expires - now().timestamp()


def test_holder_stays_the_same_for_all_pages_of_a_session(client: Client) -> None:
    stream = StreamFactory.create(audience=Audience.REGISTERED)
    sign_in(client, PersonFactory.create())
    pass_of(client, stream)
    before = client.cookies[WATCH_COOKIE].value

    pass_of(client, stream)

    assert client.cookies[WATCH_COOKIE].value == before


def test_stream_for_invited_people_opens_to_the_invited_alone(client: Client) -> None:
    stream = StreamFactory.create(audience=Audience.INVITED)
    invited, other = PersonFactory.create(), PersonFactory.create()
    Invitee.objects.create(stream=stream, person=invited)

    sign_in(client, other)
    refused = pass_of(client, stream)
    sign_in(client, invited)
    admitted = pass_of(client, stream)

    assert refused["refusal"]["code"] == "not_invited"
    assert refused["playlists"] is None
    assert admitted["refusal"] is None
    assert media_token_in(admitted["playlists"]["live"]) != "open"


def test_rehearsal_is_known_to_the_team_alone(client: Client) -> None:
    stream = StreamFactory.create(state=StreamState.REHEARSING)
    TakeFactory.create(stream=stream, is_public=False)

    outside = pass_of(client, stream)
    sign_in(client, operator_of(stream.edition))
    inside = pass_of(client, stream)

    assert (outside["state"], outside["has_signal"], outside["backstage"]) == ("scheduled", False, None)
    assert inside["state"] == "rehearsing"
    given = read_media_token(media_token_in(inside["backstage"]["live"]), key=settings.SECRET_KEY)
    assert given.sees == "team"
    assert read_token(inside["events"], key=settings.SECRET_KEY) == sorted([stream.channel, stream.team_channel])


def test_ended_stream_has_a_recording_once_its_playlist_is_there(client: Client, live_root: Path) -> None:
    stream = StreamFactory.create(state=StreamState.ENDED)
    before = pass_of(client, stream)
    folder = StreamPlace(live_root, stream.public_id).playlists(is_public=True)
    folder.mkdir(parents=True)
    (folder / "vod.m3u8").write_text("#EXTM3U\n")
    Recording.objects.create(stream=stream, state=RecordingState.PUBLISHED, published_at=now())

    after = pass_of(client, stream)

    assert (before["has_recording"], after["has_recording"]) == (False, True)


def test_recording_that_is_held_back_plays_for_the_team_alone(client: Client, live_root: Path) -> None:
    stream = StreamFactory.create(state=StreamState.ENDED)
    folder = StreamPlace(live_root, stream.public_id).playlists(is_public=True)
    folder.mkdir(parents=True)
    (folder / "vod.m3u8").write_text("#EXTM3U\n")
    Recording.objects.create(stream=stream, state=RecordingState.WITHHELD)

    outside = pass_of(client, stream)
    sign_in(client, operator_of(stream.edition))
    inside = pass_of(client, stream)

    assert (outside["has_recording"], inside["has_recording"]) == (False, True)
    given = read_media_token(media_token_in(inside["playlists"]["vod"]), key=settings.SECRET_KEY)
    assert given.sees == "team"


def test_chapters_are_told_in_the_readers_language(client: Client) -> None:
    stream = TakeFactory.create().stream
    Chapter.objects.create(stream=stream, at=now().replace(microsecond=0), title=Text({"en": "Questions"}))

    assert [chapter["title"] for chapter in pass_of(client, stream)["chapters"]] == ["Questions"]


def test_stream_of_another_server_has_its_address_and_no_past(client: Client) -> None:
    stream = StreamFactory.create(state=StreamState.ON_AIR, external_url="https://media.example.org/hall/live.m3u8")

    told = pass_of(client, stream)

    assert told["playlists"] == {"live": "https://media.example.org/hall/live.m3u8", "dvr": None, "vod": None}
    assert told["has_signal"]


def test_pass_of_an_unknown_stream_is_not_found(client: Client) -> None:
    assert client.get("/streams/222222222222/pass").status_code == 404
