"""How ffmpeg is called: what comes in by its pipe is cut into segments, picture and sound apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
from django.conf import settings

from everfair.live.composer.track_watch import PLAYLIST
from everfair.live.places import AUDIO, INIT, VIDEO

SEGMENT_SECONDS = 1
_LISTED = 20  # the composer reads the list ten times a second; a longer list forgives it a long pause

_COPY = ("-c", "copy")
_AAC = ("-c:a", "aac", "-b:a", "128k", "-ar", "48000", "-ac", "2")
_H264 = ("-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-threads", "2")
_KEYFRAME_A_SECOND = ("-force_key_frames", f"expr:gte(t,n_forced*{SEGMENT_SECONDS})")


@dataclass(frozen=True, slots=True)
class Source:
    """What comes in by the pipe, and what is made of each track that it has."""

    read: tuple[str, ...]
    tracks: dict[str, tuple[str, ...]]


def program() -> str:
    """Return the program: the administrator's, or the one of imageio-ffmpeg."""
    return str(settings.OPTIONS.ffmpeg or imageio_ffmpeg.get_ffmpeg_exe())


def flv_source(tracks: Iterable[str]) -> Source:
    """Return a source whose tracks are passed on untouched.

    The times are ours, from 0 on, and stay (`copyts`): so picture and sound keep in step. Asking for no frame rate
    (`fpsprobesize`) lets it begin with the first second instead of after it, and with the right time of day.
    """
    read = ("-copyts", "-analyzeduration", "1000000", "-fpsprobesize", "0", "-f", "flv")
    return Source(read, dict.fromkeys(tracks, _COPY))


def studio_source(*, has_video: bool, has_audio: bool, is_h264: bool) -> Source:
    """Return a source from a browser: its Opus becomes AAC, and a picture that is not H.264 is made into it."""
    video = {VIDEO: _COPY if is_h264 else (*_H264, *_KEYFRAME_A_SECOND)} if has_video else {}
    return Source(
        ("-fflags", "+genpts", "-analyzeduration", "1000000"), {**video, **({AUDIO: _AAC} if has_audio else {})}
    )


def arguments(source: Source, folder: Path) -> list[str]:
    """Return the whole call; each track goes into a folder of its own below `folder`."""
    words = [program(), "-hide_banner", "-nostdin", "-loglevel", "warning", *source.read, "-i", "pipe:0"]
    for track, codec in source.tracks.items():
        words += ["-map", f"0:{track[0]}:0", *codec, *_segments(folder / track)]
    return words


def _segments(folder: Path) -> list[str]:
    return [
        *("-f", "hls", "-hls_time", str(SEGMENT_SECONDS), "-hls_list_size", str(_LISTED)),
        *("-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", INIT),
        *("-hls_flags", "program_date_time+independent_segments+temp_file"),
        *("-hls_segment_filename", str(folder / "%d.m4s"), str(folder / PLAYLIST)),
    ]
