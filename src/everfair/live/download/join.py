"""The ffmpeg commands that make one file of parts: copied where all parts are of one form, else encoded anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

QUIET = ("-hide_banner", "-nostdin", "-loglevel", "error", "-y")
SMALLEST = (640, 360)
RATE = 48_000
TICKS = 90_000  # a second of the picture's clock: parts that are joined as they are must count alike


@dataclass(frozen=True, slots=True)
class Piece:
    """One part as a file; `size` is (width, height), None without picture."""

    path: Path
    form: tuple[str, ...]
    size: tuple[int, int] | None
    has_sound: bool
    seconds: float


def mux(video: Path | None, audio: Path | None, target: Path) -> list[str]:
    """Put the tracks of a take together; their own times keep them in step."""
    inputs = [str(word) for path in (video, audio) if path for word in ("-i", path)]
    return [
        *QUIET,
        "-copyts",
        *inputs,
        "-c",
        "copy",
        "-video_track_timescale",
        str(TICKS),
        "-avoid_negative_ts",
        "make_zero",
        "-f",
        "mp4",
        str(target),
    ]


def join(pieces: Sequence[Piece], listing: Path, target: Path, *, card: Piece | None = None) -> list[str]:
    """Make one file of all pieces, behind their card; `listing` is a file that this may write.

    The decoder's configuration in the file is that of the first piece, opened for that alone: the card brings its own
    along in the stream, as do pieces that differ.
    """
    if len({piece.form for piece in pieces}) == 1:
        opened = f"file '{pieces[0].path}'\noutpoint 0\nduration 0\n" if card else ""
        files = [*([card] if card else []), *pieces]
        listing.write_text(opened + "".join(f"file '{piece.path}'\n" for piece in files))
        source = ["-f", "concat", "-safe", "0", "-i", str(listing)]
        return [*QUIET, *source, "-c", "copy", "-movflags", "+faststart", "-f", "mp4", str(target)]
    return [
        *QUIET,
        *_encoded([*([card] if card else []), *pieces]),
        "-movflags",
        "+faststart",
        "-f",
        "mp4",
        str(target),
    ]


def _encoded(pieces: Sequence[Piece]) -> list[str]:
    width, height = max((piece.size for piece in pieces if piece.size), default=SMALLEST)
    inputs = [str(word) for piece in pieces for word in ("-i", piece.path)]
    chains = [chain for number, piece in enumerate(pieces) for chain in _chains(number, piece, (width, height))]
    pads = "".join(f"[v{number}][a{number}]" for number in range(len(pieces)))
    graph = ";".join([*chains, f"{pads}concat=n={len(pieces)}:v=1:a=1[v][a]"])
    coding = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "21", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    return [*inputs, "-filter_complex", graph, "-map", "[v]", "-map", "[a]", *coding]


def _chains(number: int, piece: Piece, size: tuple[int, int]) -> Iterator[str]:
    width, height = size
    fit = (
        f"scale={width}:{height}:force_original_aspect_ratio=decrease,"
        f"pad={width}:{height}:(ow-iw)/2:(oh-ih)/2,setsar=1,fps=30,format=yuv420p"
    )
    still = f"color=c=black:s={width}x{height}:r=30:d={piece.seconds:.3f},format=yuv420p"
    silence = f"anullsrc=r={RATE}:cl=stereo,atrim=duration={piece.seconds:.3f}"
    sound = f"aresample={RATE},aformat=sample_fmts=fltp:channel_layouts=stereo"
    yield f"[{number}:v]{fit}[v{number}]" if piece.size else f"{still}[v{number}]"
    yield f"[{number}:a]{sound}[a{number}]" if piece.has_sound else f"{silence},{sound}[a{number}]"
