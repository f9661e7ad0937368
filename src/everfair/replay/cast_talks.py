"""The negotiations of the cast: written in full, and counted among the fair's totals where they lie in its days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from everfair.accounts.models import Person
from everfair.accounts.public import ConsentPurpose, give_consent
from everfair.negotiation.enums import MessageKind, NegotiationState
from everfair.negotiation.models import Intent, Message, Negotiation
from everfair.replay.draw import public_ids
from everfair.replay.exhibition import Exhibitor
from everfair.replay.facts import Plan, read_data
from everfair.replay.organisations import MAINLAND, Organisation

CLOCK = "%Y-%m-%d %H:%M"


@dataclass(frozen=True, slots=True)
class Reserved:
    """How many of the fair's own negotiations the cast takes up; all of their initiators come from overseas."""

    overseas: int
    mainland: int
    answered: int
    declined: int
    with_intent: int
    confirmed: int


@cache
def scripts() -> list[dict[str, Any]]:
    return list(read_data("cast-negotiations.yaml"))


@cache
def reserved() -> Reserved:
    """Count the scripts that lie in the days of the fair."""
    inside = [script for script in scripts() if "at" in script]
    countries = {key: one["country"] for key, one in read_data("cast.yaml")["organisations"].items()}
    mainland = sum(countries[script["initiator"]] == MAINLAND for script in inside)
    answers = [script["answer"]["state"] for script in inside if "answer" in script]
    intents = [script["intent"] for script in inside if "intent" in script]
    return Reserved(
        overseas=len(inside) - mainland,
        mainland=mainland,
        answered=len(answers),
        declined=answers.count("declined"),
        with_intent=len(intents),
        confirmed=sum("confirmed_at" in intent for intent in intents),
    )


@dataclass(frozen=True, slots=True)
class Stage:
    """Everybody and everything that the scripts name."""

    plan: Plan
    edition: int
    organisations: list[Organisation]
    exhibitors: list[Exhibitor]
    people: Mapping[str, Person]
    loaded_at: datetime

    def organisation(self, wish: str | dict[str, Any]) -> Organisation:
        """Return the cast's organisation of that key, or some firm of a sector and origin."""
        if isinstance(wish, str):
            return next(one for one in self.organisations if one.key == wish)
        return next(
            one
            for one in self.organisations
            if one.is_firm and not one.key and one.sector == wish["sector"] and one.is_overseas == wish["overseas"]
        )

    def moment(self, entry: Mapping[str, Any]) -> datetime:
        if "ago_hours" in entry:
            return self.loaded_at - timedelta(hours=entry["ago_hours"])
        return self.clock(entry["at"])

    def clock(self, written: str) -> datetime:
        return datetime.strptime(written, CLOCK).replace(tzinfo=self.plan.zone).astimezone(UTC)

    def person(self, kind: str | None) -> Person | None:
        return self.people[kind] if kind else None


def play(stage: Stage) -> None:
    """Write the scripts' negotiations with their histories and intents, and what their people agreed to first."""
    for script, public_id in zip(scripts(), public_ids("cast-negotiations", len(scripts())), strict=True):
        negotiation = _negotiation(stage, script, public_id)
        negotiation.save(force_insert=True)
        lines = Message.objects.bulk_create(_lines(stage, script, negotiation))
        _agree_at_the_border(stage, negotiation, authors={line.author for line in lines if line.author})
        if "intent" in script:
            _intent(stage, script["intent"], negotiation).save(force_insert=True)


def _negotiation(stage: Stage, script: dict[str, Any], public_id: str) -> Negotiation:
    respondent = next(one for one in stage.exhibitors if one.organisation.key == script["respondent"])
    answer = script.get("answer", {})
    moments = [stage.moment(line) for line in script["lines"]]
    return Negotiation(
        public_id=public_id,
        edition_id=stage.edition,
        project_id=respondent.projects[script["project"]].row,
        initiator_id=stage.organisation(script["initiator"]).row,
        respondent_id=respondent.organisation.row,
        initiated_by=stage.person(script.get("by")),
        answered_by=stage.person(answer.get("by")),
        subject=script["subject"],
        state=answer.get("state", NegotiationState.INITIATED),
        turn=script["turn"] if "answer" in script else "",
        decline_reason=answer.get("reason", ""),
        initiated_at=stage.moment(script),
        answered_at=stage.clock(answer["at"]) if answer else None,
        moved_at=max(moments),
    )


def _lines(stage: Stage, script: dict[str, Any], negotiation: Negotiation) -> Iterator[Message]:
    answering = {script.get("answer", {}).get("by"), "exhibitor", "sales"} - {script.get("by")}
    ids = public_ids(f"messages/{negotiation.public_id}", len(script["lines"]))
    for line, public_id in zip(script["lines"], ids, strict=True):
        is_respondent = line.get("by") in answering
        yield Message(
            public_id=public_id,
            negotiation=negotiation,
            kind=line.get("kind", MessageKind.MESSAGE),
            author=stage.person(line.get("by")),
            organisation_id=negotiation.respondent_id if is_respondent else negotiation.initiator_id,
            body=line.get("body", ""),
            sent_at=stage.moment(line),
        )


def _agree_at_the_border(stage: Stage, negotiation: Negotiation, *, authors: set[Person]) -> None:
    """Whoever talks to somebody across the border was asked before; here they agreed."""
    rows = {negotiation.initiator_id, negotiation.respondent_id}
    one, other = (party for party in stage.organisations if party.row in rows)
    if one.is_overseas == other.is_overseas:
        return
    for author in authors:
        own = author.memberships.filter(organisation_id__in=rows).values_list("organisation_id", flat=True)
        counterpart = other if one.row in own else one
        give_consent(author, ConsentPurpose.CROSS_BORDER, recipient=counterpart.public_id)


def _intent(stage: Stage, entry: dict[str, Any], negotiation: Negotiation) -> Intent:
    first = negotiation.initiated_by and stage.person(entry["by"]) == negotiation.initiated_by
    confirmed_at = entry.get("confirmed_at")
    return Intent(
        public_id=public_ids(f"intents/{negotiation.public_id}", 1)[0],
        negotiation=negotiation,
        organisation_id=negotiation.initiator_id if first else negotiation.respondent_id,
        recorded_by=stage.person(entry["by"]),
        confirmed_by=stage.person(entry.get("confirmed_by")),
        summary=entry["summary"],
        amount_minor=entry["amount_minor"],
        currency=entry["currency"],
        recorded_at=stage.moment(entry),
        confirmed_at=stage.clock(confirmed_at) if confirmed_at else None,
    )
