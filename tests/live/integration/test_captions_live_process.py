"""The live process writes down what an encoder says, where the settings name a service for it."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from everfair.live.enums import CaptionMade
from everfair.live.models import CaptionCue
from everfair.live.queries.captions import seen_cues
from tests.factories.live import StreamFactory, key_of
from tests.live.caption_service import caption_service
from tests.live.encoder import FFMPEG, Show, recorded
from tests.live.running_live import start_live, wait_until

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


def test_encoder_is_listened_to_while_it_sends(tmp_path: Path) -> None:
    stream = StreamFactory.create(language="zh")
    with caption_service() as service:
        live = start_live(tmp_path / "home", CAPTION_URL=service.url)
        words = [FFMPEG, "-v", "error", "-nostdin", "-re", "-i", str(recorded(Show(seconds=20))), "-c", "copy"]
        encoder = subprocess.Popen([*words, "-f", "flv", live.address(key_of(stream).secret)])

        wait_until(lambda: CaptionCue.objects.count() >= 4, "nothing is written down")

        encoder.terminate()
        encoder.wait(10)
        assert live.end(signal.SIGTERM) == 0
    assert {cue.track.made for cue in seen_cues(stream)} == {CaptionMade.AUTOMATIC}
    assert {asked["stream"] for asked in service.asked} == {stream.public_id}
    assert len({asked["begins"] for asked in service.asked}) == len(service.asked) >= 2
