"""Negotiations and intents, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, reduce
from typing import Any

import numpy as np

from everfair.kernel.progress import Progress
from everfair.negotiation.enums import NegotiationState
from everfair.negotiation.models import Intent, Negotiation
from everfair.replay.draw import public_ids, stream
from everfair.replay.exhibition import Exhibitor
from everfair.replay.facts import read_data
from everfair.replay.moments import Seconds, instant
from everfair.replay.negotiations import Talks
from everfair.replay.organisations import Organisation
from everfair.replay.stands import lines
from everfair.replay.table import copy_rows, reserve
from everfair.replay.words import Words, words

LONGEST_SUBJECT = 200
UNDISCLOSED = 0.4  # the share of intents without an amount
COLUMNS = (
    *("id", "public_id", "edition_id", "project_id", "initiator_id", "respondent_id", "subject", "state"),
    *("decline_reason", "initiated_at", "answered_at", "concluded_at", "moved_at"),
)
INTENT_COLUMNS = (
    *("id", "public_id", "negotiation_id", "organisation_id", "summary"),
    *("amount_minor", "currency", "recorded_at", "confirmed_at"),
)


@cache
def written() -> dict[str, list[Words]]:
    return {name: [words(pair) for pair in pairs] for name, pairs in read_data("negotiations.yaml").items()}


@dataclass(frozen=True, slots=True)
class Parties:
    """Who the columns of `Talks` speak of."""

    edition: int
    organisations: list[Organisation]
    exhibitors: list[Exhibitor]


def write_talks(talks: Talks, parties: Parties, *, progress: Progress) -> None:
    """Write all negotiations and intents, in the order of time."""
    first = reserve(Negotiation, talks.initiated.size)[0]
    copy_rows(Negotiation, COLUMNS, _rows(talks, parties, first), progress=progress)
    intents = list(_intents(talks, parties, first))  # reserves numbers, which no COPY may be running for
    copy_rows(Intent, INTENT_COLUMNS, intents, progress=progress)


def _rows(talks: Talks, parties: Parties, first: int) -> Iterator[tuple[Any, ...]]:
    projects = [project for one in parties.exhibitors for project in one.projects]
    subjects = [_subject_of_project(project.proposal.title) for project in projects]
    booth_subjects = _booth_subjects(parties.exhibitors)
    lot = stream("words of talks").integers(0, 2**31, talks.initiated.size).tolist()
    columns = zip(
        public_ids("negotiations", talks.initiated.size),
        *(column.tolist() for column in (talks.initiator, talks.respondent, talks.project, talks.initiated)),
        *(column.tolist() for column in (talks.answered, talks.concluded, _moved(talks))),
        _states(talks),
        lot,
        strict=True,
    )
    for place, (ident, who, whom, what, start, answer, end, moved, state, luck) in enumerate(columns):
        initiator, respondent = parties.organisations[who], parties.exhibitors[whom].organisation
        subject = subjects[what] if what >= 0 else booth_subjects[whom][luck % len(booth_subjects[whom])]
        yield (
            *(first + place, ident, parties.edition, projects[what].row if what >= 0 else None),
            *(initiator.row, respondent.row, _of(subject, initiator), state),
            _of(_reason(luck), respondent) if state == NegotiationState.DECLINED.value else "",
            *(instant(start), _maybe(answer), _maybe(end), instant(moved)),
        )


def _states(talks: Talks) -> list[str]:
    states = np.full(talks.initiated.size, NegotiationState.INITIATED.value, dtype=object)
    states[talks.answered > 0] = NegotiationState.ACCEPTED.value
    states[talks.declined] = NegotiationState.DECLINED.value
    states[talks.withdrawn] = NegotiationState.WITHDRAWN.value
    states[talks.concluded > 0] = NegotiationState.CONCLUDED.value
    return list(states)


def _moved(talks: Talks) -> Seconds:
    later = (talks.answered, talks.intended, talks.confirmed, talks.concluded)
    return reduce(np.maximum, later, talks.initiated)


def _intents(talks: Talks, parties: Parties, first: int) -> Iterator[tuple[Any, ...]]:
    """The initiator records the intent, the respondent may confirm it."""
    rng = stream("intents")
    places = np.flatnonzero(talks.intended).tolist()
    ids = reserve(Intent, len(places))
    amounts = (10_000 * np.exp(rng.normal(5.6, 1.4, len(places))).astype(np.int64) + 500_000).tolist()
    disclosed = (rng.random(len(places)) > UNDISCLOSED).tolist()
    wordings = rng.integers(0, len(written()["intents"]), len(places)).tolist()
    publics = public_ids("intents", len(places))
    for number, place in enumerate(places):
        initiator = parties.organisations[talks.initiator[place]]
        currency = "USD" if initiator.is_overseas else "CNY"
        yield (
            *(ids[number], publics[number], first + place, initiator.row),
            _of(written()["intents"][wordings[number]], initiator),
            *((amounts[number], currency) if disclosed[number] else (None, "")),
            *(instant(int(talks.intended[place])), _maybe(int(talks.confirmed[place]))),
        )


def _subject_of_project(title: Words) -> Words:
    return Words(title.zh or title.en, title.en or title.zh).cut(LONGEST_SUBJECT)


def _booth_subjects(exhibitors: list[Exhibitor]) -> list[list[Words]]:
    """Return, for each exhibitor, what requests at its booth are about."""
    fields = {code: words(pair) for code, pair in lines()["fields"].items()}
    by_sector = {
        code: [subject.fill({"field": field}) for subject in written()["subjects"]] for code, field in fields.items()
    }
    return [by_sector[one.organisation.sector] for one in exhibitors]


def _reason(luck: int) -> Words:
    reasons = written()["decline_reasons"]
    return reasons[luck % len(reasons)]


def _of(text: Words, organisation: Organisation) -> str:
    """Return the text in the language that the organisation writes."""
    return text.en if organisation.is_overseas else text.zh


def _maybe(moment: int) -> datetime | None:
    return instant(moment) if moment else None
