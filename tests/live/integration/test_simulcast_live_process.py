"""What is on air is sent on by the real live process, to an ffmpeg that listens as another platform would."""

from __future__ import annotations

import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from everfair.kernel.sealed import seal
from everfair.live.domain.streams import pause
from everfair.live.enums import SimulcastState, SimulcastTrouble
from everfair.live.models import Simulcast
from tests.factories.live import StreamFactory, key_of, machine
from tests.live.encoder import FFMPEG, Show, complaints, recorded
from tests.live.platform import HOST, KEY
from tests.live.running_live import RunningLive, start_live, wait_until

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


def free_port() -> int:
    with socket.create_server((HOST, 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def live(tmp_path: Path, transactional_db: None) -> Iterator[RunningLive]:
    del transactional_db
    running = start_live(tmp_path / "home", INNER_HOSTS=HOST)
    yield running
    if running.process.poll() is None:
        running.end(signal.SIGKILL)


def test_picture_and_sound_reach_the_platform_until_the_pause(tmp_path: Path, live: RunningLive) -> None:
    stream, port = StreamFactory.create(), free_port()
    there = Simulcast.objects.create(
        stream=stream, label="Elsewhere", host=HOST, address=seal(f"rtmp://{HOST}:{port}/live/{KEY}")
    )
    nobody = Simulcast.objects.create(
        stream=stream, label="Nobody", host=HOST, address=seal(f"rtmp://{HOST}:{free_port()}/live/{KEY}")
    )
    got = tmp_path / "got.flv"
    listens = ["-v", "error", "-listen", "1", "-i", f"rtmp://{HOST}:{port}/live/{KEY}", "-c", "copy", str(got)]
    platform = subprocess.Popen([FFMPEG, "-nostdin", *listens], stderr=subprocess.DEVNULL)
    words = [FFMPEG, "-v", "error", "-nostdin", "-re", "-i", str(recorded(Show(seconds=20))), "-c", "copy"]
    encoder = subprocess.Popen([*words, "-f", "flv", live.address(key_of(stream).secret)])

    wait_until(lambda: _state(there) == SimulcastState.SENDING, "nothing is sent on")
    wait_until(lambda: got.exists() and got.stat().st_size > 30_000, "nothing arrives")
    during = _state(there)
    pause(stream, actor=machine(stream))
    platform.wait(10)  # it calls every goodbye an error of input
    wait_until(lambda: _state(there) == SimulcastState.WAITING, "the pause is not noted")

    encoder.terminate()
    encoder.wait(10)
    assert live.end(signal.SIGTERM) == 0
    nobody.refresh_from_db()
    assert (during, complaints(got)) == (SimulcastState.SENDING, "")
    assert (nobody.state, nobody.trouble) == (SimulcastState.FAILED, SimulcastTrouble.UNREACHABLE)
    picture, sound = _first_times(got)
    assert abs(picture - sound) < 0.1
    assert KEY not in (live.home / "live.log").read_text()


def _state(simulcast: Simulcast) -> str:
    simulcast.refresh_from_db()
    return simulcast.state


def _first_times(media: Path) -> tuple[float, ...]:
    """Return when the first picture and the first sound come, in seconds."""
    words = [FFMPEG, "-v", "error", "-copyts", "-i", str(media), "-c", "copy", "-f", "framecrc", "-"]
    lines = subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()
    frames = [line.split(",") for line in lines if not line.startswith("#")]
    bases = {line.split()[1][0]: line.split()[2] for line in lines if line.startswith("#tb")}
    return tuple(
        min(int(frame[2]) for frame in frames if frame[0] == number) / int(bases[number].split("/")[1])
        for number in ("0", "1")
    )
