"""How ffmpeg is told to send a show: few pictures a second, a key frame each second, the sound as it lies on disk.

Measured: 1.2 % of a core for a show, 50 MB, 230 kb/s.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from everfair.replay.on_air.pictures import CLOCK, FONT_FILE, card_file, mover_file, mover_top, sound_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from everfair.replay.on_air.shows import Show

RATE = 10  # pictures a second
_STEP = 36  # pixels that the moving thing goes in a second
_HD = "scale=out_color_matrix=bt709:out_range=tv,"  # the colours that players take for granted
_STILL = f"loop=-1:1:0,setpts=N/{RATE}/TB,fps={RATE}"
_CLOCK = f"fontfile={FONT_FILE}:text='%{{localtime\\:%T}}':fontsize=30:fontcolor=white:x={CLOCK[0]}:y={CLOCK[1]}"


def arguments(ffmpeg: str, show: Show, address: str) -> list[str]:
    """Return the call; it must run in the folder of the show's files, as their names stand in the filters."""
    key_frames = ("-g", str(RATE), "-keyint_min", str(RATE), "-sc_threshold", "0", "-bf", "0")
    return [
        *(ffmpeg, "-hide_banner", "-nostdin", "-loglevel", "warning"),
        *("-filter_complex_threads", "1", "-filter_complex", _graph(show)),
        *("-re", "-stream_loop", "-1", "-i", sound_file(show)),
        *("-map", "[picture]", "-map", "0:a", "-r", str(RATE)),
        *("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-crf", "33", "-threads", "1"),
        *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
        *key_frames,
        *("-c:a", "copy", "-f", "flv", "-flvflags", "no_duration_filesize", address),
    ]


def environment(now: datetime) -> Mapping[str, str]:
    """Return the environment in which ffmpeg's clock goes as `now` does, wherever the machine stands."""
    return {**os.environ, "TZ": posix_zone(now.utcoffset() or timedelta())}


def posix_zone(offset: timedelta) -> str:
    """Return the name of a time zone without rules: POSIX counts westwards, so Beijing is `FAIR-08:00`."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"FAIR{'-' if minutes >= 0 else '+'}{hours:02}:{rest:02}"


def _graph(show: Show) -> str:
    return (
        f"movie={card_file(show)},{_HD}format=yuv420p,{_STILL},realtime[card];"
        f"movie={mover_file(show)},{_HD}format=yuva420p,{_STILL}[mover];"
        f"[card][mover]overlay=x='mod(t*{_STEP},W+w)-w':y={mover_top(show)},drawtext={_CLOCK}[picture]"
    )
