"""The card in the form of a recording's takes, and as the first piece of its file."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from everfair.live.download.join import Piece
from everfair.live.ingest.ffmpeg import program
from everfair.live.templatetags.streams import sector_code
from everfair.live.title_card.drawing import art_of, draw_card
from everfair.live.title_card.encoding import SECONDS, CardForm, as_file
from everfair.live.title_card.words import words_of

if TYPE_CHECKING:
    from everfair.live.download.parts import Part
    from everfair.live.models import Recording, Stream

PICTURE = "card.png"
_PLAIN_SOUND = "mp4a.40.2"
_PATIENCE = 120


def form_of(parts: Sequence[Part]) -> CardForm | None:
    """Return the form that the card takes; None for a recording without picture, which has no card."""
    video = next((part.video.form for part in parts if part.video), None)
    audio = next((part.audio.form for part in parts if part.audio), None)
    if not video or not video.get("width") or not video.get("height"):
        return None
    sound = {"rate": int(audio.get("rate") or 48_000), "channels": int(audio.get("channels") or 2)} if audio else {}
    return CardForm(
        int(video["width"]), int(video["height"]), float(video.get("fps") or 0.0), **sound or {"channels": 0}
    )


def draw(stream: Stream, form: CardForm, folder: Path) -> Path:
    """Draw the card of a stream into a folder."""
    picture = folder / PICTURE
    art = art_of(stream.public_id, sector_code(stream))
    picture.write_bytes(draw_card(words_of(stream), size=form.drawn, art=art))
    return picture


def card_piece(recording: Recording, parts: Sequence[Part], folder: Path) -> Piece | None:
    """Make the card for a recording's file; None where it is not wanted, or its sound could not be joined."""
    form = form_of(parts)
    if not recording.has_card or form is None or any(not _is_plain(part) for part in parts):
        return None
    target = folder / "card.mp4"
    run(as_file(draw(recording.stream, form, folder), form, target))
    return Piece(target, (), (form.width, form.height), bool(form.channels), float(SECONDS))


def run(arguments: Sequence[str]) -> None:
    """Run ffmpeg; `CalledProcessError` with its last words."""
    done = subprocess.run(  # noqa: S603 -- the program and every word are ours
        [program(), *arguments], capture_output=True, text=True, errors="replace", timeout=_PATIENCE, check=False
    )
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, "ffmpeg", stderr=done.stderr[-2000:])


def _is_plain(part: Part) -> bool:
    return part.audio is None or part.audio.form.get("codecs") == _PLAIN_SOUND
