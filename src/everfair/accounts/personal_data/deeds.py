"""What somebody did: their entries of the event log, and the files that they sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.kernel.models import Event, Upload
from everfair.kernel.personal_data import Held, Holder, hold, keep, told

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.accounts.models import Person

# Fields of payloads in which people are named, or name themselves; see docs/administrators/privacy.md.
NAMING = ("email", "name", "phone", "label", "device", "ip")
# What others say of a person when they act on the account.
SAID = ("reason",)


def tell_events(person: Person) -> Held:
    rows = Event.objects.filter(actor=person)
    return Held(
        told(rows, "name", "occurred_at", "subject_kind", "subject_id", "payload", organisation="organisation__name")
    )


def forget_events(person: Person) -> None:
    """The log keeps that it happened, by a pseudonym; words that name the person go."""
    about = Event.objects.filter(subject_kind=person._meta.label_lower, subject_id=person.public_id)  # noqa: SLF001 -- Django's documented model API
    _blank(Event.objects.filter(actor=person), NAMING)
    _blank(about, (*NAMING, *SAID))


def _blank(events: QuerySet[Event], fields: tuple[str, ...]) -> None:
    for event in events.filter(payload__has_any_keys=fields).only("payload"):
        event.payload = {key: "" if key in fields else value for key, value in event.payload.items()}
        event.save(update_fields=["payload"])


def tell_uploads(person: Person) -> Held:
    return Held(told(Upload.objects.filter(sent_by=person), "public_id", "name", "media_type", "size", "sent_at"))


# Erasing logs, too: `erase_person` blanks the log when everything else is done.
hold(Holder("log.events", tell_events, keep, models=("kernel.Event",)))
# The files themselves are an organisation's papers or a delegation's lists, and go with those.
hold(Holder("log.uploads", tell_uploads, keep, models=("kernel.Upload",)))
