"""The event log as auditors read it: within reach, filtered, newest first, in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from everfair.accounts.access import can_audit
from everfair.accounts.models import Organisation, Person, RoleGrant
from everfair.accounts.queries.payload_words import NAMED, payload_in_words
from everfair.accounts.queries.people import search_people
from everfair.accounts.search_names import reduce_name
from everfair.kernel.events import declared
from everfair.kernel.models import Event

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from everfair.accounts.queries.grants import Grant

Hiding = Callable[[Iterable[Event]], Collection[int]]
PER_PAGE = 50
MOST_NAMESAKES = 200
PERSON, ORGANISATION, EDITION = "accounts.person", "accounts.organisation", "fairs.edition"
KINDS: dict[str, _StrOrPromise] = {
    PERSON: _("Person"),
    ORGANISATION: _("Organisation"),
    "accounts.apitoken": _("Token"),
    "accounts.delegation": _("Delegation"),
    "exhibition.booth": _("Booth"),
    "exhibition.exhibitor": _("Exhibitor"),
    "exhibition.project": _("Project"),
    EDITION: _("Edition"),
    "fairs.zone": _("Zone"),
    "negotiation.negotiation": _("Negotiation"),
    "publishing.outcome": _("Outcome"),
    "signing.agreement": _("Agreement"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for; `day` is a calendar day in `zone`, `before` the id of the last row seen."""

    person: str = ""
    organisation: str = ""
    name: str = ""
    day: date | None = None
    zone: str = "UTC"
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in words."""

    id: int
    name: str
    words: str
    at: datetime
    actor: str
    organisation: str
    edition: str
    subject_kind: str
    subject_id: str
    subject: str
    payload: list[tuple[str, str]]

    @property
    def kind_label(self) -> str:
        return label_of_kind(self.subject_kind)


def events_in_reach(grants: Collection[Grant]) -> QuerySet[Event]:
    """Return what these roles may audit: their editions, and what belongs to none; nothing for others."""
    if not can_audit(grants, None):
        return Event.objects.none()
    editions = {grant.edition_id for grant in grants if can_audit([grant], grant.edition_id)}
    return Event.objects.filter(Q(edition_id__in=editions) | Q(edition=None))


def events_of(organisation: Organisation) -> QuerySet[Event]:
    return Event.objects.filter(organisation=organisation)


def filtered(events: QuerySet[Event], wanted: Wanted) -> QuerySet[Event]:
    """Narrow the events to what is looked for, the newest first."""
    if wanted.name:
        events = events.filter(name=wanted.name)
    if wanted.day:
        start = datetime.combine(wanted.day, time.min, ZoneInfo(wanted.zone))
        events = events.filter(occurred_at__gte=start, occurred_at__lt=start + timedelta(days=1))
    if wanted.person:
        events = events.filter(_about_people(search_people(wanted.person)[:MOST_NAMESAKES]))
    if wanted.organisation:
        events = events.filter(_about_organisations(_named(wanted.organisation)[:MOST_NAMESAKES]))
    if wanted.before is not None:
        events = events.filter(id__lt=wanted.before)
    return events.order_by("-id")


def read_page(events: QuerySet[Event], *, hiding: Hiding | None = None) -> tuple[list[Entry], int | None]:
    """Return one page in words, and the id to go on before, None at the end; 3 queries, 1 more with `hiding`.

    Actors whom `hiding` picks are shown as the fair's office.
    """
    rows = list(events.select_related("actor", "organisation", "edition")[: PER_PAGE + 1])
    shown = rows[:PER_PAGE]
    hidden = hiding(shown) if hiding else frozenset()
    names = _names_in(shown)
    entries = [_entry(event, names, is_hidden=event.actor_id in hidden) for event in shown]
    return entries, shown[-1].pk if len(rows) > PER_PAGE else None


def name_of_subject(event: Event) -> str:
    """Return how people call the thing that an event tells of; its public id if it has no name of its own."""
    return _subject(event, _names_in([event]))


def label_of_kind(kind: str) -> str:
    """Return what sort of thing an event tells of."""
    known = KINDS.get(kind)
    if known:
        return str(known)
    try:
        return str(apps.get_model(kind)._meta.verbose_name).capitalize()  # noqa: SLF001 -- Django's documented model API
    except (LookupError, ValueError):
        return kind


def staff_among(events: Iterable[Event]) -> set[int]:
    """Return which actors run a fair: an organisation reads of them as the fair's office; one query."""
    actors = {event.actor_id for event in events if event.actor_id}
    return set(RoleGrant.objects.filter(person_id__in=actors).values_list("person_id", flat=True))


def _about_people(people: QuerySet[Person]) -> Q:
    found = list(people.values_list("id", "public_id"))
    ids, public_ids = [row[0] for row in found], [row[1] for row in found]
    return Q(actor_id__in=ids) | Q(subject_kind=PERSON, subject_id__in=public_ids)


def _about_organisations(organisations: QuerySet[Organisation]) -> Q:
    found = list(organisations.values_list("id", "public_id"))
    ids, public_ids = [row[0] for row in found], [row[1] for row in found]
    return Q(organisation_id__in=ids) | Q(subject_kind=ORGANISATION, subject_id__in=public_ids)


def _named(words: str) -> QuerySet[Organisation]:
    return Organisation.objects.filter(search_names__contains=reduce_name(words) or words).order_by("id")


def _names_in(events: Sequence[Event]) -> dict[str, str]:
    """Return the names of all people and organisations that are mentioned by public id."""
    ids = {event.subject_id for event in events if event.subject_kind in (PERSON, ORGANISATION)}
    ids |= {value for event in events for key in NAMED if isinstance(value := event.payload.get(key), str)}
    names = {person.public_id: _name(person) for person in Person.objects.filter(public_id__in=ids)}
    for organisation in Organisation.objects.filter(public_id__in=ids).only("public_id", "name"):
        names[organisation.public_id] = str(organisation.name)
    return names


def _name(person: Person) -> str:
    return person.shown_name or person.email


def _subject(event: Event, names: dict[str, str]) -> str:
    if event.subject_kind == EDITION and event.edition:
        return str(event.edition)
    return names.get(event.subject_id, event.subject_id)


def _entry(event: Event, names: dict[str, str], *, is_hidden: bool) -> Entry:
    known = declared.get(event.name)
    actor = _name(event.actor) if event.actor else ""
    return Entry(
        id=event.pk,
        name=event.name,
        words=str(known.words) if known else event.name,
        at=event.occurred_at,
        actor=str(_("The fair's office")) if is_hidden else actor,
        organisation=str(event.organisation or ""),
        edition=str(event.edition or ""),
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        subject=_subject(event, names),
        payload=payload_in_words(event.payload, names),
    )
