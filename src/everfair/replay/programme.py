"""The 190 events of five kinds and the 32 online-only conferences, each with one session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from everfair.accounts.enums import OrganisationKind
from everfair.programme.enums import EventKind
from everfair.replay.draw import pick, public_ids, shuffled, stream
from everfair.replay.exhibition import Exhibitor
from everfair.replay.facts import Plan, read_data
from everfair.replay.names import data
from everfair.replay.organisations import Organisation, country_words
from everfair.replay.timetable import Place, timetable
from everfair.replay.words import NOTHING, Words, words

SHORT_PROVINCE = ("省", "市", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区")


@dataclass(slots=True)
class Event:
    kind: EventKind
    title: Words
    summary: Words = NOTHING
    sector: str | None = None
    country: str = ""
    subdivision: str = ""
    host: Organisation | None = None
    public_id: str = ""


@dataclass(slots=True)
class Session:
    event: Event
    place: Place
    public_id: str


@cache
def written() -> Any:
    return read_data("programme/events.yaml")


@cache
def forums() -> Any:
    return read_data("programme/forums.yaml")


def draw_programme(plan: Plan, organisations: list[Organisation], exhibitors: list[Exhibitor]) -> list[Session]:
    """Return all sessions with their events; hosts are invented bodies, or nobody where none would be true."""
    rng = stream("programme")
    events = [*_summits(rng), *_forums(rng), *_countries(rng), *_provinces(rng), *_evenings(), *_conferences(rng)]
    _find_hosts(events, organisations, exhibitors, rng=rng)
    for event, public_id in zip(events, public_ids("events", len(events)), strict=True):
        event.public_id = public_id
    places = timetable(plan, [event.kind for event in events])
    ids = public_ids("sessions", len(events))
    return [Session(event, place, ident) for event, place, ident in zip(events, places, ids, strict=True)]


def _summits(rng: np.random.Generator) -> Iterator[Event]:
    for chinese, english, sector in written()["summit_forum"]:
        kind = EventKind.SUMMIT_FORUM
        yield Event(kind, Words(chinese, english), _summary(kind, sector, rng), sector)


def _forums(rng: np.random.Generator) -> Iterator[Event]:
    for sector, entry in forums().items():
        for pair in entry["titles"]:
            kind = EventKind.INDUSTRY_FORUM
            yield Event(kind, words(pair), _summary(kind, sector, rng), sector)


def _conferences(rng: np.random.Generator) -> Iterator[Event]:
    for chinese, english, sector in written()["online_conference"]:
        kind = EventKind.ONLINE_CONFERENCE
        yield Event(kind, Words(chinese, english), _summary(kind, sector, rng), sector)


def _countries(rng: np.random.Generator) -> Iterator[Event]:
    entry = written()["overseas_special"]
    for place, code in enumerate(entry["countries"]):
        slots = {**_aspects(rng), "c": country_words(code)}
        title = words(entry["titles"][place % len(entry["titles"])]).fill(slots)
        summary = words(pick(rng, entry["summaries"])).fill(slots)
        yield Event(EventKind.OVERSEAS_SPECIAL, title, summary, country=code)


def _provinces(rng: np.random.Generator) -> Iterator[Event]:
    entry, names = written()["province_theme"], data("places")["provinces"]
    for place, code in enumerate(entry["provinces"]):
        slots = {"p": short_province(words(names[code])), **_aspects(rng)}
        title = words(entry["titles"][place % len(entry["titles"])]).fill(slots)
        summary = words(pick(rng, entry["summaries"])).fill(slots)
        yield Event(EventKind.PROVINCE_THEME, title, summary, subdivision=code)


def _evenings() -> Iterator[Event]:
    for chinese, english, sector, summary, english_summary in written()["evening"]:
        yield Event(EventKind.EVENING, Words(chinese, english), Words(summary, english_summary), sector)


def short_province(name: Words) -> Words:
    """Return 河南 for 河南省: how people say it."""
    for ending in SHORT_PROVINCE:
        if name.zh.endswith(ending):
            return Words(name.zh.removesuffix(ending), name.en)
    return name


def _summary(kind: EventKind, sector: str, rng: np.random.Generator) -> Words:
    number = str(int(rng.integers(4, 13)))
    slots = _aspects(rng, sector) | {"n": Words(number, number)}
    return words(pick(rng, written()["summaries"][kind.value])).fill(slots)


def _aspects(rng: np.random.Generator, sector: str | None = None) -> dict[str, Words]:
    codes = [sector] if sector else shuffled(rng, list(forums()))[:3]
    found = [words(pair) for code in codes for pair in shuffled(rng, forums()[code]["aspects"])[: 4 - len(codes)]]
    return dict(zip("abc", found, strict=False))


def _find_hosts(
    events: list[Event], organisations: list[Organisation], exhibitors: list[Exhibitor], *, rng: np.random.Generator
) -> None:
    """Forums are hosted by an exhibitor of the sector, country events by an association from there, if one came."""
    by_sector: dict[str, list[Organisation]] = {}
    for exhibitor in (one for one in exhibitors if not one.organisation.key):
        by_sector.setdefault(exhibitor.organisation.sector, []).append(exhibitor.organisation)
    associations = {one.country: one for one in organisations if one.kind == OrganisationKind.OVERSEAS_ASSOCIATION}
    for event in events:
        if event.kind in (EventKind.INDUSTRY_FORUM, EventKind.ONLINE_CONFERENCE) and event.sector in by_sector:
            event.host = pick(rng, by_sector[event.sector])
        elif event.kind == EventKind.OVERSEAS_SPECIAL:
            event.host = associations.get(event.country)
