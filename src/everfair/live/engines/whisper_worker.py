"""The process that a Whisper model works in: `python -m everfair.live.engines.whisper_worker <folder>`.

It runs behind everything else on the machine, on one core. A piece comes as a line of JSON (`stream`, `language`,
`begins`, `bytes`) with so many bytes of samples behind it; a line of JSON goes back: `{"cues": [[begins, seconds,
text], ...]}` or `{"trouble": ...}`. The first line that goes back tells `{"ready": true}`, or why not. It ends with
its standard input.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import BinaryIO, TextIO

from everfair.live.engines.whisper_ear import Ear, Model, Piece

_BEHIND_ALL_ELSE = 15
MISSING = "missing"


def load(folder: str) -> Model:
    """Load the model without asking any hub; `ImportError` where the package is not installed."""
    # An optional package, and slow to import.
    package = import_module("faster_whisper")
    model: Model = package.WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)
    return model


def serve(ear: Ear, asked: BinaryIO, told: TextIO) -> None:
    """Answer one piece after the other."""
    while line := asked.readline():
        facts = json.loads(line)
        size = int(facts.pop("bytes"))
        piece = Piece(**facts, samples=asked.read(size))
        try:
            _tell(told, cues=ear.hear(piece))
        except (RuntimeError, ValueError) as trouble:
            _tell(told, trouble=str(trouble))


def _tell(told: TextIO, **facts: object) -> None:
    told.write(json.dumps(facts, ensure_ascii=False) + "\n")
    told.flush()


def main(folder: str) -> None:
    """Whatever the libraries print must not stand between the answers: it goes to the log."""
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    os.nice(_BEHIND_ALL_ELSE)
    try:
        model = load(folder)
    except ImportError:
        _tell(told, trouble=MISSING)
        return
    except Exception as trouble:  # noqa: BLE001 -- whatever is wrong with the folder is told in its own words
        _tell(told, trouble=str(trouble))
        return
    _tell(told, ready=True)
    with suppress(BrokenPipeError):
        serve(Ear(model), sys.stdin.buffer, told)


if __name__ == "__main__":
    main(sys.argv[1])
