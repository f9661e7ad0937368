"""The master playlist: one variant with picture and sound, one with sound alone, and the sound as a rendition."""

from __future__ import annotations

from dataclasses import dataclass

from everfair.live.composer.init_segment import TrackFacts

_GROUP = "sound"
_LONG_ENOUGH = 0.5  # a shorter segment, as the last of a take may be, says little of the rate
_STEP = 50_000  # bits a second; what is told is rounded up to it, so that the playlist seldom changes


@dataclass(slots=True)
class Rate:
    """Bits a second of a track, from its segments: the highest of one segment, and all of them together."""

    _peak: int = 0
    _bits: int = 0
    _seconds: float = 0.0

    def add(self, size: int, seconds: float) -> None:
        self._bits += size * 8
        self._seconds += seconds
        if seconds >= _LONG_ENOUGH:
            self._peak = max(self._peak, round(size * 8 / seconds))

    @property
    def peak(self) -> int:
        return max(self._peak, self.average)

    @property
    def average(self) -> int:
        return round(self._bits / self._seconds) if self._seconds else 0


@dataclass(frozen=True, slots=True)
class Track:
    """A track as the master playlist names it: what it is, and how many bits a second it takes."""

    facts: TrackFacts
    peak: int
    average: int
    fps: float = 0.0


@dataclass(frozen=True, slots=True)
class Floor:
    """The sound of the room; `language` is what is spoken there (BCP 47)."""

    language: str
    name: str = "Floor"


def render_master(video: Track | None, audio: Track | None, floor: Floor, *, prefix: str = "") -> str:
    """Render it for the playlists `<prefix>video.m3u8` and `<prefix>audio.m3u8`; empty when there is neither track."""
    if video is None and audio is None:
        return ""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    if audio:
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="{_GROUP}",NAME="{floor.name}",LANGUAGE="{floor.language}",DEFAULT=YES,'
            f'AUTOSELECT=YES,CHANNELS="{max(1, audio.facts.channels)}",URI="{prefix}audio.m3u8"'
        )
    if video:
        lines += [_variant(video, audio), f"{prefix}video.m3u8"]
    if audio:
        lines += [_variant(audio, audio), f"{prefix}audio.m3u8"]
    return "\n".join(lines) + "\n"


def _variant(track: Track, audio: Track | None) -> str:
    tracks = [track, *([audio] if audio and audio is not track else [])]
    peak, average = sum(item.peak for item in tracks), sum(item.average for item in tracks)
    codecs = ",".join(item.facts.codecs for item in tracks)
    words = [f"BANDWIDTH={_up(peak)}", f"AVERAGE-BANDWIDTH={_up(average)}", f'CODECS="{codecs}"']
    if track.facts.kind == "video":
        words.append(f"RESOLUTION={track.facts.width}x{track.facts.height}")
        words += [f"FRAME-RATE={track.fps:.3f}"] if track.fps else []
    if audio:
        words.append(f'AUDIO="{_GROUP}"')
    return "#EXT-X-STREAM-INF:" + ",".join(words)


def _up(bits: int) -> int:
    return max(1, -(-bits // _STEP)) * _STEP
