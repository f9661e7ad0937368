"""An encoder that pushes HLS by HTTP, played by tests with files that ffmpeg made."""

from __future__ import annotations

import functools
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.test import Client

from everfair.live.composer.encoder_playlist import read_encoder_playlist
from tests.live.encoder import FFMPEG, Show, recorded

if TYPE_CHECKING:
    from django.http import HttpResponse

    from everfair.live.models import Stream

FILM = Show(seconds=6)


@functools.cache
def packaged(show: Show = FILM, kind: str = "") -> Path:
    """Return a folder with `live.m3u8`, `init.mp4` and segments of a second; `kind` is v or a for one track alone."""
    folder = Path(tempfile.mkdtemp(prefix="everfair-push-"))
    tracks = ["-map", f"0:{kind}"] if kind else []
    words = [
        *(FFMPEG, "-v", "error", "-i", str(recorded(show)), *tracks, "-c", "copy", "-f", "hls", "-hls_time", "1"),
        *("-hls_list_size", "0", "-hls_segment_type", "fmp4", "-hls_flags", "independent_segments"),
        *("-hls_segment_filename", str(folder / "live%d.m4s"), str(folder / "live.m3u8")),
    ]
    subprocess.run(words, check=True, capture_output=True)
    return folder


@dataclass
class Pusher:
    """Puts the files of a folder; `prefix` goes before their names."""

    stream: Stream
    key: str
    folder: Path
    prefix: str = ""

    def put(self, name: str, data: bytes) -> HttpResponse:
        return Client(enforce_csrf_checks=True).put(
            f"/streams/{self.stream.public_id}/push/{name}?lang=en",
            data,
            content_type="application/octet-stream",
            headers={"Authorization": f"Bearer {self.key}"},
        )

    def delete(self, name: str) -> HttpResponse:
        address = f"/streams/{self.stream.public_id}/push/{name}"
        return Client(enforce_csrf_checks=True).delete(address, headers={"Authorization": f"Bearer {self.key}"})

    def put_file(self, name: str) -> HttpResponse:
        return self.put(self.prefix + name, (self.folder / name).read_bytes())

    def playlist(self, numbers: range, *, end: bool = False, more: str = "") -> str:
        """Write the playlist as it is when these segments are the newest."""
        listed = read_encoder_playlist((self.folder / "live.m3u8").read_text()).segments
        lines = [f"#EXTINF:{listed[number].seconds},\n{more}{self.prefix}live{number}.m4s\n" for number in numbers]
        return (
            f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:{numbers.start}\n"
            f'#EXT-X-MAP:URI="{self.prefix}init.mp4"\n{"".join(lines)}{"#EXT-X-ENDLIST" if end else ""}\n'
        )

    def push(self, numbers: range, *, end: bool = False) -> list[int]:
        """Put segments one by one, each with the playlist that names it and the four before; returns all answers."""
        answers = []
        for number in numbers:
            answers.append(self.put_file(f"live{number}.m4s").status_code)
            is_last = end and number == numbers.stop - 1
            text = self.playlist(range(max(0, number - 4), number + 1), end=is_last)
            answers.append(self.put(f"{self.prefix}live.m3u8", text.encode()).status_code)
        return answers
