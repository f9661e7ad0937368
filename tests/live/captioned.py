"""A recording for captions: two takes with a break between them, as playlists tell of them; without pictures."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from everfair.live.composer.segments import Segment
from everfair.live.composer.timeline import Entry, TakeTrack, render_recording
from everfair.live.enums import RecordingState, StreamState
from everfair.live.models import Recording, Stream
from everfair.live.places import StreamPlace
from tests.factories.live import BEGAN, StreamFactory, TakeFactory

# Each take is so long; the second begins a hundred seconds after the first.
SECONDS = 10
SECOND_TAKE = 100
FILE = b"""WEBVTT

00:01.000 --> 00:03.000
before the break

00:10.000 --> 00:12.000
after &lt;the&gt; break

00:13.500 --> 00:15.000
Ende &amp; Schluss

00:21.000 --> 00:22.000
after the end
"""


def recorded_in_two_takes(**words: object) -> Stream:
    """Make a stream that has ended and whose recording is published."""
    stream = StreamFactory.create(state=StreamState.ENDED, **words)
    entries = []
    for turn, begins in enumerate((0, SECOND_TAKE)):
        at = BEGAN + timedelta(seconds=begins)
        ended = at + timedelta(seconds=SECONDS)
        take = TakeFactory.create(stream=stream, is_public=True, began_at=at, ended_at=ended)
        track = TakeTrack(turn, f"takes/{take.public_id}/video", "init.mp4")
        entries += [
            Entry(track, Segment(number, 1.0, (at + timedelta(seconds=number)).isoformat(), f"{number}.m4s", 10))
            for number in range(SECONDS)
        ]
    folder = StreamPlace(settings.LIVE_ROOT, stream.public_id).playlists(is_public=True)
    folder.mkdir(parents=True)
    (folder / "vod-video.m3u8").write_text(render_recording(entries))
    (folder / "vod.m3u8").write_text("#EXTM3U\n")
    Recording.objects.create(stream=stream, state=RecordingState.PUBLISHED, published_at=BEGAN)
    return stream
