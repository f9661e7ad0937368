"""The master playlist: a variant for each size of the picture, one with sound alone, and each sound as a rendition."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

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

    name: str
    facts: TrackFacts
    peak: int
    average: int
    fps: float = 0.0


@dataclass(frozen=True, slots=True)
class Sounds:
    """How what is heard is called: `language` is spoken in the room (BCP 47), `channels` are its interpretations."""

    language: str
    channels: Mapping[str, str] = field(default_factory=dict)
    floor: str = "Floor"

    def of(self, track: Track) -> tuple[str, str]:
        """Return language and name of a sound."""
        language = track.name.partition("-")[2]
        return (language, self.channels.get(language, language)) if language else (self.language, self.floor)


def render_master(video: Sequence[Track], audio: Sequence[Track], sounds: Sounds, *, prefix: str = "") -> str:
    """Render it for the playlists `<prefix><track>.m3u8`; empty when there is no track. The first sound is usual."""
    if not video and not audio:
        return ""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    names: set[str] = set()
    for track in audio:
        language, name = sounds.of(track)
        name = _quotable(name, language, names)
        names.add(name)
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="{_GROUP}",NAME="{name}",LANGUAGE="{language}",'
            f"DEFAULT={'YES' if track is audio[0] else 'NO'},AUTOSELECT=YES,"
            f'CHANNELS="{max(1, track.facts.channels)}",URI="{prefix}{track.name}.m3u8"'
        )
    for track in [*video, *audio[:1]]:
        lines += [_variant(track, audio), f"{prefix}{track.name}.m3u8"]
    return "\n".join(lines) + "\n"


def _quotable(name: str, otherwise: str, taken: Collection[str]) -> str:
    """Return a name that may stand in quotes and that no other sound has: each must have its own."""
    shown = " ".join(name.replace('"', "\u201d").split())
    return shown if shown and shown not in taken else otherwise


def _variant(track: Track, audio: Sequence[Track]) -> str:
    """Describe a picture with the sound that takes most, or a sound alone."""
    beside = [] if track in audio else audio
    peak = track.peak + max((sound.peak for sound in beside), default=0)
    average = track.average + max((sound.average for sound in beside), default=0)
    codecs = ",".join(dict.fromkeys([track.facts.codecs, *(sound.facts.codecs for sound in audio)]))
    words = [f"BANDWIDTH={_up(peak)}", f"AVERAGE-BANDWIDTH={_up(average)}", f'CODECS="{codecs}"']
    if track.facts.kind == "video":
        words.append(f"RESOLUTION={track.facts.width}x{track.facts.height}")
        words += [f"FRAME-RATE={track.fps:.3f}"] if track.fps else []
    if audio:
        words.append(f'AUDIO="{_GROUP}"')
    return "#EXT-X-STREAM-INF:" + ",".join(words)


def _up(bits: int) -> int:
    return max(1, -(-bits // _STEP)) * _STEP
