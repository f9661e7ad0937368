"""`everfair stream`: what it makes and prints."""

from __future__ import annotations

import json
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from django.utils import translation

from everfair.config.options import Options
from everfair.kernel.text import Text
from everfair.live.domain.keys import good_key
from everfair.live.engines.secrets import hook_secret
from everfair.live.enums import Audience, StreamState
from everfair.live.models import Stream, StreamKey
from everfair.live.places import RTMP_PORT
from everfair.ops import stream_cli
from everfair.ops.errors import Trouble
from everfair.ops.stream_wish import AUDIENCES
from tests.factories.exhibition import BoothFactory
from tests.factories.fairs import EditionFactory
from tests.factories.live import StreamFactory
from tests.factories.programme import SessionFactory

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper


pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _on_this_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_cli, "fair_database", lambda _options: nullcontext())


def run(*words: str) -> Any:
    with translation.override("en"):
        answer = CliRunner().invoke(stream_cli.stream, [*words, "--json"], catch_exceptions=False)
    return json.loads(answer.stdout)


def test_created_stream_comes_with_all_addresses_and_a_good_key(live_root: Path) -> None:
    edition = EditionFactory()
    live_root.mkdir()
    (live_root / RTMP_PORT).write_text("19350")

    made = run("create", "--title", "Opening ceremony")

    stream = Stream.objects.get()
    assert made == {
        "stream": stream.public_id,
        "title": "Opening ceremony",
        "state": "scheduled",
        "publish": [
            "rtmp://localhost:19350/live",
            f"http://localhost:8000/streams/{stream.public_id}/push/",
        ],
        "key": made["key"],
        "watch": f"http://localhost:8000/{edition.slug}/live/opening-ceremony-{stream.public_id}",
        "playlist": f"http://localhost:8000/live/{stream.public_id}/open/master.m3u8",
    }
    assert good_key(made["key"]).stream == stream
    assert stream.title == Text({"en": "Opening ceremony"})


def test_titles_in_both_languages_and_the_audience_are_kept() -> None:
    edition = EditionFactory()
    session = SessionFactory(event__edition=edition)

    run(
        *("create", "--edition", edition.slug, "--title-zh", "开幕式", "--title-en", "Opening", "--session"),
        *(session.public_id, "--audience", "registered", "--language", "en"),
    )

    stream = Stream.objects.get()
    assert (stream.title, stream.session) == (Text({"zh-hans": "开幕式", "en": "Opening"}), session)
    assert (stream.audience, stream.language, stream.starts_at) == (Audience.REGISTERED, "en", session.starts_at)


def test_show_of_a_booth_is_made_for_its_exhibitor() -> None:
    booth = BoothFactory()

    run("create", "--edition", booth.exhibitor.edition.slug, "--title", "Product show", "--booth", booth.public_id)

    assert Stream.objects.get().organisation == booth.exhibitor.organisation


def test_stream_from_elsewhere_needs_no_key() -> None:
    EditionFactory()

    made = run("create", "--title", "Relay", "--external", "https://media.example.org/a.m3u8")

    assert (made["publish"], made["key"], made["playlist"]) == ([], "", "https://media.example.org/a.m3u8")


def test_every_audience_can_be_asked_for() -> None:
    assert set(AUDIENCES) == set(Audience.values)


def test_streams_are_listed_with_their_signal() -> None:
    stream = StreamFactory(state=StreamState.ON_AIR)

    assert run("list", "--edition", stream.edition.slug) == [
        {
            "stream": stream.public_id,
            "title": "Opening ceremony",
            "state": "on_air",
            "audience": "public",
            "starts_at": None,
            "signal": False,
            "watch": f"http://localhost:8000/{stream.edition.slug}/live/opening-ceremony-{stream.public_id}",
        }
    ]


def test_key_and_end_of_a_stream() -> None:
    stream = StreamFactory(state=StreamState.ON_AIR)

    made, over = run("key", stream.public_id), run("end", stream.public_id)

    stream.refresh_from_db()
    assert good_key(made["key"]).stream == stream
    assert (over["state"], over["key"], stream.state) == ("ended", "", StreamState.ENDED)


def test_lines_for_people_leave_out_what_is_not_there() -> None:
    stream = StreamFactory(state=StreamState.ON_AIR, external_url="https://media.example.org/a.m3u8")

    printed = CliRunner().invoke(stream_cli.stream, ["end", stream.public_id]).stdout

    assert [line.split()[0] for line in printed.splitlines()] == ["stream", "title", "state", "watch", "playlist"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["create", "--title", "x", "--session", "nothing"], "There is no session nothing."),
        (["create", "--title", "x", "--booth", "nothing"], "There is no open booth nothing."),
        (["create", "--title", "x", "--edition", "1851"], "There is no edition 1851."),
        (["end", "nothing"], "There is no stream nothing."),
    ],
)
def test_what_does_not_exist_is_said(words: list[str], sentence: str) -> None:
    EditionFactory()

    with pytest.raises(Trouble, match=sentence):
        run(*words)


def test_without_an_edition_it_says_that_there_is_no_fair() -> None:
    with pytest.raises(Trouble, match="no fair to stream from"):
        run("create", "--title", "x")


def test_stream_with_an_srt_address_tells_it(settings: SettingsWrapper) -> None:
    EditionFactory()
    settings.OPTIONS = Options(live_srt_ports="9000")

    made = run("create", "--title", "Opening", "--srt")

    assert made["publish"][-1].startswith("srt://localhost:9000?mode=caller&latency=200000&passphrase=")


def test_stream_before_mediamtx_comes_with_its_key_in_every_form(settings: SettingsWrapper) -> None:
    EditionFactory()
    settings.OPTIONS = Options(
        live_engine="mediamtx",
        live_encoder_rtmp="rtmp://live.example.org/live",
        live_encoder_srt="srt://live.example.org:8890",
    )

    made = run("create", "--title", "Opening")

    key = StreamKey.objects.get()
    name = f"{made['stream']}.{key.public_id}"
    assert good_key(made["bearer"]) == key
    assert made["key"] == f"{name}?pass={made['bearer']}"
    assert (made["publish"][0], made["publish"][2]) == (
        "rtmp://live.example.org/live",
        f"srt://live.example.org:8890?streamid=publish:live/{name}:encoder:{made['bearer']}&pkt_size=1316",
    )


@pytest.mark.parametrize(
    ("engine", "lines"),
    [
        ("nginx_rtmp", ["worker_processes 1;", "listen 1935;", "deny play all;", "listen 127.0.0.1:8098;"]),
        ("mediamtx", ["authMethod: http", "rtmpAddress: :1935", "apiAddress: 127.0.0.1:9997", "srt: false"]),
    ],
)
def test_configuration_of_a_media_server_is_printed(settings: SettingsWrapper, engine: str, lines: list[str]) -> None:
    settings.OPTIONS = Options(live_engine=engine, host="0.0.0.0")  # type: ignore[arg-type]  # noqa: S104 -- parametrized

    said = CliRunner().invoke(stream_cli.stream, ["engine"], catch_exceptions=False).stdout

    written = {line.strip() for line in said.splitlines()}
    assert set(lines) - written == set()
    assert f"http://127.0.0.1:8000/streams/engine/{hook_secret(settings.SECRET_KEY)}" in said


def test_embedded_engine_has_no_configuration() -> None:
    with pytest.raises(Trouble):
        CliRunner().invoke(stream_cli.stream, ["engine"], catch_exceptions=False)
