"""The shows of the demo fair, as the data file describes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from everfair.replay.facts import read_data
from everfair.replay.words import Words, words

Scene = Literal["pulse", "train"]


@dataclass(frozen=True, slots=True)
class Show:
    """`stream` is its public id; `organisation` the exhibitor's key among the cast; `root` its lowest note in hertz."""

    stream: str
    organisation: str
    exhibitor: Words
    title: Words
    language: str
    scene: Scene
    sky: tuple[str, str]
    accent: str
    root: float
    label: Words
    clock: Words


@cache
def demo_shows() -> list[Show]:
    written, cast = read_data("shows.yaml"), read_data("cast.yaml")["organisations"]
    return [
        Show(
            stream=entry["stream"],
            organisation=entry["organisation"],
            exhibitor=words(cast[entry["organisation"]]["name"]),
            title=words(entry["title"]),
            language=entry["language"],
            scene=entry["scene"],
            sky=(entry["sky"][0], entry["sky"][1]),
            accent=entry["accent"],
            root=entry["root"],
            label=words(written["label"]),
            clock=words(written["clock"]),
        )
        for entry in written["shows"]
    ]
