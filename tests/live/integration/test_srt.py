"""SRT addresses: given, renewed, closed, and used by a real encoder."""

from __future__ import annotations

import signal
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as fair

from everfair.config.options import Options
from everfair.fairs.enums import EditionState
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from everfair.live.domain.publishing import admit_srt
from everfair.live.domain.srt import close_srt, open_srt, renew_srt
from everfair.live.domain.streams import end_stream
from everfair.live.engines.secrets import srt_passphrase
from everfair.live.enums import Protocol, StreamState, TakeEnd
from everfair.live.errors import BadKey, NoSrtPort
from everfair.live.models import SrtDoor, Stream, Take
from everfair.live.queries.srt import SrtListener, srt_address, srt_listeners, srt_ports
from everfair.live.runner import Runner
from tests.factories.accounts import make_operator, sign_in
from tests.factories.live import StreamFactory, machine
from tests.live.encoder import FFMPEG, Show, recorded
from tests.live.nginx_door import free_port
from tests.live.running_live import start_live, wait_until

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from tests.live.conftest import Told

pytestmark = pytest.mark.integration


@pytest.fixture
def _two_ports(settings: SettingsWrapper) -> None:
    settings.OPTIONS = Options(live_srt_ports="9000-9001", public_url="https://fair.example")


@pytest.mark.parametrize(
    ("said", "ports"),
    [("", []), ("9000", [9000]), ("9000-9002", [9000, 9001, 9002]), ("9-8", []), ("65535-70000", [65535])],
)
def test_range_of_ports_is_read(said: str, ports: list[int]) -> None:
    assert list(srt_ports(Options(live_srt_ports=said))) == ports


@pytest.mark.django_db
@pytest.mark.usefixtures("_two_ports")
def test_stream_gets_an_address_that_holds_its_passphrase(told: Told) -> None:
    stream = StreamFactory()

    door = open_srt(stream, actor=machine(stream))
    again = open_srt(stream, actor=machine(stream))

    passphrase = srt_passphrase(fair.SECRET_KEY, stream.public_id, 1)
    assert (door.pk, door.port, len(passphrase)) == (again.pk, 9000, 32)
    assert srt_address(stream) == f"srt://fair.example:9000?mode=caller&latency=200000&passphrase={passphrase}"
    assert srt_listeners() == [SrtListener(stream.public_id, 9000, 1, passphrase)]
    assert [word for word in told if word[0] == "live"] == [("live", "door", stream.public_id)]
    assert Event.objects.get(name="stream.srt_opened").payload == {"port": 9000}


@pytest.mark.django_db
@pytest.mark.usefixtures("_two_ports")
def test_new_passphrase_makes_the_old_one_useless_and_closing_both() -> None:
    stream = StreamFactory()
    open_srt(stream, actor=machine(stream))
    before = srt_address(stream)
    renew_srt(stream, actor=machine(stream))

    assert srt_address(stream) != before
    assert admit_srt(stream.public_id, 2).stream_id == stream.pk
    with pytest.raises(BadKey):
        admit_srt(stream.public_id, 1)
    close_srt(stream, actor=machine(stream))
    assert (srt_address(stream), srt_listeners()) == ("", [])
    with pytest.raises(BadKey):
        admit_srt(stream.public_id, 2)
    renew_srt(stream, actor=machine(stream))
    close_srt(stream, actor=machine(stream))
    assert list(Event.objects.filter(name__contains="srt").order_by("pk").values_list("name", flat=True)) == [
        "stream.srt_opened",
        "stream.srt_renewed",
        "stream.srt_closed",
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("_two_ports")
def test_port_of_a_stream_that_is_over_goes_to_who_needs_it() -> None:
    ended, running, third, fourth = (StreamFactory(state=StreamState.ON_AIR) for _ in range(4))
    for stream in (ended, running):
        open_srt(stream, actor=machine(stream))
    with pytest.raises(NoSrtPort):
        open_srt(third, actor=machine(third))
    end_stream(ended, actor=machine(ended))
    assert [listener.stream for listener in srt_listeners()] == [running.public_id]

    assert open_srt(third, actor=machine(third)).port == 9000

    assert not SrtDoor.objects.filter(stream=ended).exists()
    with pytest.raises(NoSrtPort):
        open_srt(fourth, actor=machine(fourth))


@pytest.mark.django_db
@pytest.mark.usefixtures("_two_ports")
def test_only_the_team_decides_and_nothing_listens_for_what_takes_no_encoder() -> None:
    stream, stranger = StreamFactory(), Runner(None)
    for act in (open_srt, renew_srt, close_srt):
        with pytest.raises(Forbidden):
            act(stream, actor=stranger)
    open_srt(stream, actor=machine(stream))
    Stream.objects.update(external_url="https://elsewhere.example/live.m3u8")
    assert srt_listeners() == []
    Stream.objects.update(external_url="")
    stream.edition.state = EditionState.ARCHIVED
    stream.edition.save(update_fields=["state"])
    assert srt_listeners() == []


@pytest.mark.django_db
def test_desk_opens_renews_and_closes_the_address(client: Client, settings: SettingsWrapper) -> None:
    stream = StreamFactory()
    sign_in(client, make_operator(edition=stream.edition))
    desk = f"/streams/{stream.public_id}/desk"
    assert "srt" not in client.get(desk).content.decode()
    settings.OPTIONS = Options(live_srt_ports="9000")
    assert f'action="{desk}/srt"' in client.get(desk).content.decode()

    client.post(f"{desk}/srt")
    shown = client.get(desk).content.decode()
    client.post(f"{desk}/srt/renew")
    renewed = client.get(desk).content.decode()
    client.post(f"{desk}/srt/close")

    first, second = (srt_passphrase(fair.SECRET_KEY, stream.public_id, version) for version in (1, 2))
    assert (first in shown, second in shown, first in renewed, second in renewed) == (True, False, False, True)
    assert not SrtDoor.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_real_encoder_comes_by_srt_and_goes_when_the_passphrase_does(tmp_path: Path, settings: SettingsWrapper) -> None:
    port = free_port(socket.SOCK_DGRAM)
    settings.OPTIONS = Options(live_srt_ports=str(port))
    stream = StreamFactory()
    open_srt(stream, actor=machine(stream))
    live = start_live(tmp_path / "home", LIVE_SRT_PORTS=str(port))
    words = [FFMPEG, "-v", "error", "-nostdin", "-re", "-i", str(recorded(Show())), "-c", "copy", "-f", "mpegts"]
    good = srt_address(stream).replace("localhost", "127.0.0.1")
    wait_until(lambda: _is_taken(port), "nobody listens")
    stranger = subprocess.run([*words, f"{good}x"], capture_output=True, timeout=20, check=False)
    encoder = subprocess.Popen([*words, good], stderr=subprocess.PIPE)

    def segments(name: str) -> int:
        return len(live.playlist(stream.public_id, name).segments)

    wait_until(lambda: min(segments("video.m3u8"), segments("audio.m3u8")) >= 2, "nothing is listed")
    renew_srt(stream, actor=machine(stream))
    encoder.communicate(timeout=15)
    wait_until(lambda: not Take.objects.filter(ended_at=None).exists(), "the take does not end")

    [take] = Take.objects.all()
    assert (take.protocol, take.end, take.video["width"]) == (Protocol.SRT, TakeEnd.KICKED, 160)
    assert take.audio == {"codecs": "mp4a.40.2", "rate": 48000, "channels": 2}
    assert stranger.returncode != 0
    assert live.end(signal.SIGTERM) == 0


def _is_taken(port: int) -> bool:
    with socket.socket(type=socket.SOCK_DGRAM) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False
