"""The card as media: a still picture and silence, in the form of the recording that it stands before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from everfair.live.download.join import QUIET, RATE, TICKS
from everfair.live.places import AUDIO, INIT, VIDEO

SECONDS = 4
_USUAL_FPS, _FEWEST_FPS, _MOST_FPS = 25.0, 5.0, 60.0
_SOUND = ("-c:a", "aac", "-b:a", "32k")
_USUAL_RATES = frozenset({8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000})


@dataclass(frozen=True, slots=True)
class CardForm:
    """The picture's size and rate, and the sound's, as the recording begins with; `channels` 0 is without sound."""

    width: int
    height: int
    fps: float = _USUAL_FPS
    rate: int = RATE
    channels: int = 2

    @property
    def drawn(self) -> tuple[int, int]:
        """The size of a picture that H.264 can take: even, and not tiny."""
        return max(160, self.width // 2 * 2), max(90, self.height // 2 * 2)


def as_segments(picture: Path, form: CardForm, folder: Path) -> list[str]:
    """Return the call that writes both tracks below `folder`, in one segment each, as a take has them."""
    words = [*_sources(picture, form), "-map", "0:v", *_picture(form), *_segment(folder / VIDEO)]
    return [*words, "-map", "1:a", *_SOUND, *_segment(folder / AUDIO)] if form.channels else words


def as_file(picture: Path, form: CardForm, target: Path) -> list[str]:
    """Return the call that writes both tracks into one MP4, to be joined with others."""
    words = [*_sources(picture, form), "-map", "0:v", *_picture(form)]
    words += ["-map", "1:a", *_SOUND] if form.channels else []
    return [*words, "-video_track_timescale", str(TICKS), "-f", "mp4", str(target)]


def _sources(picture: Path, form: CardForm) -> list[str]:
    fps = form.fps if _FEWEST_FPS <= form.fps <= _MOST_FPS else _USUAL_FPS
    rate = form.rate if form.rate in _USUAL_RATES else RATE
    layout = "mono" if form.channels == 1 else "stereo"
    still = ["-loop", "1", "-framerate", f"{fps:g}", "-t", str(SECONDS), "-i", str(picture)]
    return [*QUIET, *still, "-f", "lavfi", "-t", str(SECONDS), "-i", f"anullsrc=r={rate}:cl={layout}"]


def _picture(form: CardForm) -> list[str]:
    """Scale to the very size: an odd one loses its last line, as it does in every encoder."""
    width, height = form.width // 2 * 2, form.height // 2 * 2
    fit = f"scale={width}:{height},setsar=1,format=yuv420p"
    coding = ["-c:v", "libx264", "-preset", "veryfast", "-tune", "stillimage", "-crf", "20", "-bf", "0"]
    return ["-vf", fit, *coding, "-g", "1000", "-threads", "2"]


def _segment(folder: Path) -> list[str]:
    return [
        *("-f", "hls", "-hls_time", str(SECONDS + 1), "-hls_list_size", "0", "-hls_segment_type", "fmp4"),
        *("-hls_fmp4_init_filename", INIT, "-hls_segment_filename", str(folder / "%d.m4s"), str(folder / "index.m3u8")),
    ]
