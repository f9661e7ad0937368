"""Where the media of a stream lie on disk; ids are ours, so no name from outside ever becomes a path.

    live/<stream>/access.json          who may watch; written by the fair, read by the edge
    live/<stream>/public/*.m3u8        playlists for the audience
    live/<stream>/team/*.m3u8          playlists for those who run it: rehearsals and pauses too
    live/<stream>/takes/<take>/<track>/{init.mp4,*.m4s}       what the audience may see
    live/<stream>/takes/<take>/<track>/stored.txt             which of them lie in the bucket (`kernel.stored`)
    live/<stream>/backstage/<take>/<track>/{init.mp4,*.m4s}   what it may not

A track is `video`, `audio`, a rung of the ladder (`video-480`) or a language (`audio-en`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ACCESS = "access.json"
PUBLIC, TEAM = "public", "team"
TAKES, BACKSTAGE = "takes", "backstage"
VIDEO, AUDIO = "video", "audio"
INIT = "init.mp4"
RTMP_PORT = "rtmp-port"
DOWNLOAD = "download.mp4"
PICTURE = "picture.jpg"
CARD = "card"  # a file of this name marks the folder of a title card, which lies beside the takes
TITLED = "titled"  # what playlists of a recording with its card are called: titled-<card>-<track>.m3u8


@dataclass(frozen=True, slots=True)
class StreamPlace:
    """The folder of one stream; `root` is the fair's `live` folder."""

    root: Path
    public_id: str

    @property
    def folder(self) -> Path:
        return self.root / self.public_id

    @property
    def access(self) -> Path:
        return self.folder / ACCESS

    def playlists(self, *, is_public: bool) -> Path:
        return self.folder / (PUBLIC if is_public else TEAM)

    def take(self, public_id: str, *, is_public: bool) -> Path:
        return self.folder / (TAKES if is_public else BACKSTAGE) / public_id


def port_of_encoders(root: Path) -> int | None:
    """Return the port that encoders publish to by RTMP; the live process keeps it in a file while it runs."""
    try:
        return int((root / RTMP_PORT).read_text())
    except (OSError, ValueError):
        return None
