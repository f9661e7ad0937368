"""Real encoders for tests: ffmpeg sends a test picture and a tone, small enough for a busy machine."""

from __future__ import annotations

import asyncio
import functools
import subprocess
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()


@dataclass(frozen=True)
class Show:
    """What an encoder sends; a keyframe a second."""

    size: str = "160x90"
    fps: int = 10
    rate: int = 48000
    tone: int = 440
    has_video: bool = True
    has_audio: bool = True
    seconds: int = 20
    video_codec: str = "libx264"


@functools.cache
def recorded(show: Show) -> Path:
    """Return a file of the show, made once."""
    path = Path(tempfile.mkdtemp(prefix="everfair-show-")) / "show.flv"
    picture = ["-f", "lavfi", "-i", f"testsrc2=size={show.size}:rate={show.fps}"] if show.has_video else []
    tone = ["-f", "lavfi", "-i", f"sine=frequency={show.tone}:sample_rate={show.rate}"] if show.has_audio else []
    gop = str(show.fps)
    video = ["-c:v", show.video_codec, "-preset", "ultrafast", "-tune", "zerolatency", "-g", gop, "-keyint_min", gop]
    codecs = [
        *(video if show.has_video else []),
        "-pix_fmt",
        "yuv420p",
        "-sc_threshold",
        "0",
        "-c:a",
        "aac",
        "-ac",
        "2",
    ]
    words = [FFMPEG, "-v", "error", "-y", *picture, *tone, "-t", str(show.seconds), *codecs, str(path)]
    subprocess.run(words, check=True, capture_output=True)
    return path


async def publish(show: Show, address: str) -> Process:
    """Start an encoder that sends the show at its own pace to an RTMP address."""
    words = [FFMPEG, "-v", "error", "-nostdin", "-re", "-i", str(recorded(show)), "-c", "copy", "-f", "flv", address]
    return await asyncio.create_subprocess_exec(*words, stdout=DEVNULL, stderr=PIPE)


async def stop(encoder: Process) -> None:
    """Let it say goodbye."""
    if encoder.returncode is None:
        encoder.terminate()
    await encoder.communicate()


def complaints(media: Path) -> str:
    """Decode a finished playlist or a file whole, and return what ffmpeg finds wrong."""
    options = ["-allowed_extensions", "ALL"] if media.suffix == ".m3u8" else []
    words = [FFMPEG, "-v", "error", *options, "-i", str(media), "-f", "null", "-"]
    return subprocess.run(words, check=True, capture_output=True, text=True, timeout=60).stderr
