"""Media servers before the fair, with its own hook: who may send, who is sent away, and what a restart costs."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from everfair.live.domain.keys import revoke_key
from everfair.live.domain.streams import end_stream
from everfair.live.engines.chosen import outside_engine
from everfair.live.enums import Protocol, StreamState, TakeEnd
from everfair.live.models import Stream, Take
from everfair.live.queries.publish_addresses import given_with
from tests.factories.live import StreamFactory, key_of, machine
from tests.live.encoder import FFMPEG, Show, recorded
from tests.live.mediamtx_fake import speaking_mediamtx
from tests.live.nginx_door import NginxDoor, nginx_options, running_nginx
from tests.live.running_live import RunningLive, start_live, wait_until

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper
    from pytest_django.live_server_helper import LiveServer

    from everfair.config.options import Options

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def nginx(tmp_path: Path, live_server: LiveServer, settings: SettingsWrapper) -> Iterator[NginxDoor]:
    options = nginx_options(live_server.thread.port)
    settings.OPTIONS = options
    with running_nginx(tmp_path / "nginx", options) as door:
        yield door


def start(home: Path, options: Options) -> RunningLive:
    names = ("live_engine", "live_engine_url", "live_engine_rtmp")
    return start_live(home, **{name.upper(): str(getattr(options, name)) for name in names})


def send(options: Options, key: str) -> subprocess.Popen[bytes]:
    words = [FFMPEG, "-v", "error", "-nostdin", "-re", "-i", str(recorded(Show())), "-c", "copy", "-f", "flv"]
    return subprocess.Popen([*words, f"{options.live_engine_rtmp}/{key}"], stderr=subprocess.PIPE)


def send_a_former_one_away(options: Options) -> None:
    """Kick a connection of the same name that is not there any more."""
    engine = outside_engine(options)
    assert engine is not None
    [publishing] = engine.publishing()
    engine.kick(replace(publishing, source=f"{publishing.source}1"))
    time.sleep(1)


def listed(live: RunningLive, stream: Stream) -> int:
    return len(live.playlist(stream.public_id, "video.m3u8").segments)


@pytest.mark.nginx
def test_encoder_stays_while_the_fair_restarts_and_goes_when_its_key_does(nginx: NginxDoor, tmp_path: Path) -> None:
    live, stream = start(tmp_path / "home", nginx.options), StreamFactory()
    made = key_of(stream)
    encoder = send(nginx.options, made.secret)
    wait_until(lambda: listed(live, stream) >= 2, "nothing is listed")
    live.end(signal.SIGKILL)

    again = start(tmp_path / "home", nginx.options)
    wait_until(
        lambda: any(found.discontinuity for found in again.playlist(stream.public_id, "video.m3u8").segments),
        "the next take is not listed",
    )
    send_a_former_one_away(nginx.options)
    assert encoder.poll() is None
    revoke_key(made.key, actor=machine(stream))
    encoder.communicate(timeout=10)
    stranger = send(nginx.options, made.secret)
    stranger.communicate(timeout=10)
    wait_until(lambda: not Take.objects.filter(ended_at=None).exists(), "the take does not end")

    stream.refresh_from_db()
    assert stream.state == StreamState.ON_AIR
    takes = Take.objects.order_by("pk").values_list("protocol", "end", "key")
    assert list(takes) == [
        (Protocol.RTMP, TakeEnd.RESTARTED, made.key.pk),
        (Protocol.RTMP, TakeEnd.KICKED, made.key.pk),
    ]
    assert stranger.returncode != 0
    assert again.end(signal.SIGTERM) == 0


@pytest.mark.nginx
def test_encoder_comes_by_mediamtx_and_the_end_of_the_stream_sends_it_away(
    tmp_path: Path, live_server: LiveServer, settings: SettingsWrapper
) -> None:
    with speaking_mediamtx(tmp_path / "mediamtx", live_server.thread.port) as (mediamtx, options):
        settings.OPTIONS = options
        live, stream = start(tmp_path / "home", options), StreamFactory()
        key = given_with(key_of(stream)).stream_key
        stranger = send(options, f"{key}x")
        stranger.communicate(timeout=10)
        encoder = send(options, key)
        wait_until(lambda: listed(live, stream) >= 2, "nothing is listed")

        stream.refresh_from_db()
        end_stream(stream, actor=machine(stream))
        encoder.communicate(timeout=10)
        wait_until(lambda: not Take.objects.filter(ended_at=None).exists(), "the take does not end")

        assert stranger.returncode != 0
        assert [(asked["action"], asked["user"]) for asked in mediamtx.asked] == [
            ("publish", ""),
            ("publish", ""),
            ("read", "everfair"),
        ]
        assert (len(mediamtx.kicked), mediamtx.paths) == (1, {})
        assert Take.objects.values_list("end", flat=True).get() == TakeEnd.KICKED
        assert live.end(signal.SIGTERM) == 0
