"""Makes the files that the shows are sent from. It runs as a process of its own, so that its memory is given back."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from everfair.replay.on_air.card import FONT, draw_card, draw_mover
from everfair.replay.on_air.pictures import FONT_FILE, card_file, mover_file, sound_file
from everfair.replay.on_air.shows import Show, demo_shows
from everfair.replay.on_air.sound import write_chords


def paint(folder: Path, ffmpeg: str) -> None:
    """Make all files, in one step as others see it; files of older versions go."""
    shutil.rmtree(folder.parent, ignore_errors=True)
    folder.parent.mkdir(parents=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        draft = Path(name) / "shows"
        draft.mkdir()
        for show in demo_shows():
            draw_card(show).save(draft / card_file(show))
            draw_mover(show).save(draft / mover_file(show))
            _write_sound(draft, show, ffmpeg)
        (draft / FONT_FILE).symlink_to(FONT)
        draft.rename(folder)


def _write_sound(folder: Path, show: Show, ffmpeg: str) -> None:
    chords = folder / "chords.wav"
    write_chords(chords, root=show.root)
    options = ["-v", "error", "-y", "-i", str(chords), "-c:a", "aac", "-b:a", "48k"]
    words = [ffmpeg, *options, str(folder / sound_file(show))]
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL)  # noqa: S603 -- the program and every word are ours
    chords.unlink()


if __name__ == "__main__":
    paint(Path(sys.argv[1]), sys.argv[2])
