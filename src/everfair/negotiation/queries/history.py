"""The one history of a negotiation, a stretch at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from everfair.kernel.errors import NotFound
from everfair.kernel.text import Text
from everfair.negotiation.enums import MessageKind, Side
from everfair.negotiation.models import Message, Negotiation

if TYPE_CHECKING:
    from django.db.models import QuerySet

STRETCH = 50
LONGEST_CATCH_UP = 500


@dataclass(frozen=True, slots=True)
class Line:
    """A message or a note. `zone` is the author's; `author` is empty where no person is known (any more)."""

    public_id: str
    kind: MessageKind
    side: Side
    author: str
    organisation: Text
    body: str
    link: str
    sent_at: datetime
    zone: str

    @property
    def is_message(self) -> bool:
        return self.kind is MessageKind.MESSAGE


@dataclass(frozen=True, slots=True)
class Note:
    """That something happened, when, and the address of what it made."""

    kind: MessageKind
    at: datetime
    link: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines in order; `earlier` is the first line's id if there are older ones."""

    lines: list[Line]
    earlier: str


def newest_lines(negotiation: Negotiation, *, before: str = "") -> Stretch:
    """Return the last lines, or the last before a line; `NotFound` for a line that is not of this history."""
    rows = _rows(negotiation)
    if before:
        rows = rows.filter(id__lt=_place(negotiation, before))
    found = list(rows.order_by("-id")[: STRETCH + 1])
    lines = [_line(row, negotiation) for row in reversed(found[:STRETCH])]
    return Stretch(lines, lines[0].public_id if len(found) > STRETCH else "")


def lines_after(negotiation: Negotiation, after: str) -> list[Line]:
    """Return what came after a line (from the beginning for ""); `NotFound` for a line of another history."""
    rows = _rows(negotiation)
    if after:
        rows = rows.filter(id__gt=_place(negotiation, after))
    return [_line(row, negotiation) for row in rows.order_by("id")[:LONGEST_CATCH_UP]]


def notes_of(negotiation: Negotiation) -> list[Note]:
    """Return all notes in order, without their words; one query."""
    rows = Message.objects.filter(negotiation=negotiation).exclude(kind=MessageKind.MESSAGE).order_by("id")
    return [
        Note(MessageKind(kind), sent_at, link) for kind, sent_at, link in rows.values_list("kind", "sent_at", "link")
    ]


def _rows(negotiation: Negotiation) -> QuerySet[Message]:
    return Message.objects.filter(negotiation=negotiation).select_related("author")


def _place(negotiation: Negotiation, public_id: str) -> int:
    found = Message.objects.filter(negotiation=negotiation, public_id=public_id).values_list("id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def _line(row: Message, negotiation: Negotiation) -> Line:
    initiators = row.organisation_id == negotiation.initiator_id
    organisation = negotiation.initiator if initiators else negotiation.respondent
    return Line(
        public_id=row.public_id,
        kind=MessageKind(row.kind),
        side=Side.INITIATOR if initiators else Side.RESPONDENT,
        author=row.author.shown_name if row.author else "",
        organisation=organisation.name,
        body=row.body,
        link=row.link,
        sent_at=row.sent_at,
        zone=row.author.time_zone if row.author else negotiation.edition.zone_id,
    )
