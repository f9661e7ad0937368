"""The captioning page, and what players and readers fetch of captions."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from everfair.accounts.enums import EditionRole
from everfair.accounts.models import RoleGrant
from everfair.live.domain.caption_tracks import upload_captions
from everfair.live.domain.captions import write_cue
from everfair.live.enums import Audience, RecordingState, StreamState
from everfair.live.models import CaptionCue, CaptionTrack, Recording, Stream
from everfair.live.playback.addresses import watch_address
from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.live import BEGAN, StreamFactory, TakeFactory, machine
from tests.live.captioned import FILE, recorded_in_two_takes

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

NOW = BEGAN + timedelta(seconds=20)
HX = {"hx-request": "true"}


@pytest.fixture(autouse=True)
def at_twenty_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be twenty seconds after the beginning, for streams and their takes; sessions count for themselves."""
    monkeypatch.setattr("everfair.live.domain.captions.now", lambda: NOW)


def team_of(stream: Stream) -> Client:
    person, client = PersonFactory.create(), Client(headers={"accept-language": "en"})
    RoleGrant.objects.create(person=person, edition=stream.edition, role=EditionRole.OPERATOR)
    sign_in(client, person)
    return client


def on_air() -> Stream:
    return TakeFactory.create(stream__state=StreamState.ON_AIR).stream


def captioned(**words: Any) -> Stream:
    stream = recorded_in_two_takes(**words)
    upload_captions(stream, actor=machine(stream), language="en", data=FILE)
    return stream


def at(stream: Stream, leaf: str = "") -> str:
    return f"/streams/{stream.public_id}/captions{leaf}"


def test_line_is_typed_at_the_moment_on_screen() -> None:
    stream = on_air()
    moment = BEGAN + timedelta(seconds=15, milliseconds=500)
    typed = {"language": "en", "text": "Welcome", "at": str(round(moment.timestamp() * 1000))}

    answer = team_of(stream).post(at(stream, "/write"), typed, follow=True)

    cue = CaptionCue.objects.get()
    assert (cue.begins_at, cue.track.language) == (moment, "en")
    assert f'value="{cue.text}"' in answer.content.decode()


@pytest.mark.parametrize(("query", "chosen"), [("?language=fr", "fr"), ("?language=../x", "zh"), ("", "zh")])
def test_line_is_typed_in_the_language_that_was_chosen(query: str, chosen: str) -> None:
    stream = on_air()

    page = team_of(stream).get(at(stream, query)).content.decode()

    assert f'<input type="hidden" name="language" value="{chosen}">' in page
    assert f'<option value="{chosen}" selected>' in page


def test_script_gets_the_lines_alone() -> None:
    stream = on_air()

    answer = team_of(stream).post(at(stream, "/write"), {"language": "en", "text": "Welcome", "at": "x"}, headers=HX)

    page = answer.content.decode()
    assert 'value="Welcome"' in page
    assert "<html" not in page


@pytest.mark.parametrize("headers", [{}, HX])
def test_line_that_is_too_long_is_given_back_with_a_sentence(headers: dict[str, str]) -> None:
    stream = on_air()

    answer = team_of(stream).post(at(stream, "/write"), {"language": "en", "text": "y" * 501}, headers=headers)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "at most 500 characters" in page
    assert ("y" * 501 in page) is not bool(headers)


def test_line_is_corrected_and_taken_out() -> None:
    stream = on_air()
    cue = write_cue(stream, actor=machine(stream), language="en", text="Welcom")
    client = team_of(stream)

    client.post(at(stream, f"/cues/{cue.public_id}"), {"do": "correct", "text": "Welcome"})
    texts = [row.text for row in CaptionCue.objects.all()]
    client.post(at(stream, f"/cues/{cue.public_id}"), {"do": "delete", "text": ""})

    assert texts == ["Welcome"]
    assert not CaptionCue.objects.exists()


def test_line_of_another_stream_is_not_found() -> None:
    stream, other = on_air(), on_air()
    cue = write_cue(other, actor=machine(other), language="en", text="Welcome")

    answer = team_of(stream).post(at(stream, f"/cues/{cue.public_id}"), {"do": "delete"})

    assert answer.status_code == 404


def test_file_is_uploaded_and_the_rest_told() -> None:
    stream = recorded_in_two_takes()
    words = {"language": "en", "file": SimpleUploadedFile("said.vtt", FILE)}

    answer = team_of(stream).post(at(stream, "/upload"), words, follow=True)

    page = answer.content.decode()
    assert "3 captions are kept." in page
    assert "One lies after the end of the recording" in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n", "This is no file of captions"),
        (b"WEBVTT\n\n00:02 --> 00:01\nx\n", "Line 3: the caption ends before it begins."),
        (b"", "This file is empty."),
        (b"x" * 2_000_001, "at most 2 MB"),
    ],
)
def test_broken_file_gets_a_sentence(data: bytes, sentence: str) -> None:
    stream = recorded_in_two_takes()
    words = {"language": "en", "file": SimpleUploadedFile("said.srt", data)}

    answer = team_of(stream).post(at(stream, "/upload"), words)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_captions_are_hidden_shown_and_taken_out() -> None:
    stream = captioned()
    client = team_of(stream)

    shown = []
    for do in ("hide", "show"):
        client.post(at(stream, "/order"), {"do": do, "language": "en"})
        shown.append(CaptionTrack.objects.get().is_shown)
    client.post(at(stream, "/order"), {"do": "delete", "language": "en"})

    assert shown == [False, True]
    assert not CaptionTrack.objects.exists()


@pytest.mark.parametrize("words", [{"do": "sell", "language": "en"}, {"do": "hide", "language": "fr"}])
def test_unknown_order_is_not_found(words: dict[str, str]) -> None:
    stream = captioned()

    assert team_of(stream).post(at(stream, "/order"), words).status_code == 404


def test_page_costs_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    stream = captioned()
    client = team_of(stream)
    client.get(at(stream))

    with django_assert_max_num_queries(10):
        client.get(at(stream), {"language": "en"})


def test_captions_of_a_public_recording_are_kept_by_the_edge(client: Client) -> None:
    stream = captioned()

    answer = client.get(at(stream, "/en.vtt"))

    assert answer.content.decode().startswith("WEBVTT\n")
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer["Everfair-Cache"] == f"ttl=60; tags=captions-{stream.public_id} stream-{stream.public_id}"


@pytest.mark.parametrize("leaf", ["/en.vtt", "/search?q=break", "/said?from=0&to=1"])
def test_captions_follow_the_right_to_watch(client: Client, leaf: str) -> None:
    stream = captioned(audience=Audience.INVITED)

    stranger = client.get(at(stream, leaf))
    team = team_of(stream).get(at(stream, leaf))

    assert stranger.status_code == 403
    assert team.status_code == 200
    assert "Everfair-Cache" not in team
    assert team["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("leaf", ["/en.vtt", "/search?q=break", "/said?from=0&to=1"])
def test_captions_of_what_is_held_back_are_the_teams(client: Client, leaf: str) -> None:
    stream = captioned()
    Recording.objects.update(state=RecordingState.WITHHELD)

    assert client.get(at(stream, leaf)).status_code == 404
    assert team_of(stream).get(at(stream, leaf)).status_code == 200


def test_player_gets_what_was_said_between_two_moments(client: Client) -> None:
    stream = on_air()
    cue = write_cue(stream, actor=machine(stream), language="en", text="Welcome")
    start = round(BEGAN.timestamp() * 1000)

    told = client.get(at(stream, "/said"), {"from": start, "to": start + 60_000}).json()
    before = client.get(at(stream, "/said"), {"from": start - 60_000, "to": start}).json()

    assert [(one["id"], one["text"], one["language"]) for one in told["cues"]] == [(cue.public_id, "Welcome", "en")]
    assert before == {"cues": []}


@pytest.mark.parametrize("query", ["", "?from=1", "?from=x&to=y", "?from=nan&to=inf", "?from=1e300&to=2"])
def test_stretch_that_is_none_is_not_found(client: Client, query: str) -> None:
    assert client.get(at(on_air(), f"/said{query}")).status_code == 404


def test_pass_tells_the_languages(client: Client) -> None:
    stream = captioned()

    assert client.get(f"/streams/{stream.public_id}/pass").json()["captions"] == [{"language": "en", "name": "English"}]


def test_page_of_a_recording_searches_and_names_its_captions(client: Client) -> None:
    stream = captioned()

    page = client.get(watch_address(stream)).content.decode()

    assert f'hx-get="{at(stream, "/search")}"' in page
    assert re.search(rf'<track kind="captions"\s+srclang="en"\s+label="English"\s+src="{at(stream, "/en.vtt")}">', page)


def test_page_of_a_stream_on_air_has_no_search(client: Client) -> None:
    assert "captions-found" not in client.get(watch_address(on_air())).content.decode()


@pytest.mark.parametrize("headers", [{}, HX])
def test_hit_leads_to_its_second(client: Client, headers: dict[str, str]) -> None:
    stream = captioned()

    page = client.get(at(stream, "/search"), {"q": "<the>"}, headers=headers).content.decode()

    assert f'data-said-at="{round((BEGAN + timedelta(seconds=100)).timestamp() * 1000)}"' in page
    assert "after <mark>&lt;the&gt;</mark> break" in page
    assert ">0:10<" in page


def test_search_for_nothing_and_for_zero_bytes_is_empty(client: Client) -> None:
    stream = captioned()

    for words in ("", "\x00", "nobody"):
        assert "moments" not in client.get(at(stream, "/search"), {"q": words}).content.decode()


def test_stranger_does_not_see_the_captioning_page(client: Client) -> None:
    stream = StreamFactory.create()
    sign_in(client, PersonFactory.create())

    assert client.get(at(stream)).status_code == 403
