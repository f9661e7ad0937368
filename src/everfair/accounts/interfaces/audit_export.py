"""The event log as a table for spreadsheet programs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from everfair.kernel.models import Event
from everfair.kernel.tables import write_csv

MOST_ROWS = 10_000


def export_events(events: Iterable[Event]) -> bytes:
    """Return CSV with what the database holds, not in anybody's words, so that two exports compare."""
    headings = (
        _("Number"),
        _("Time (UTC)"),
        pgettext("event log", "Event"),
        _("Person"),
        _("Person's number"),
        _("Organisation"),
        _("Organisation's number"),
        _("Edition"),
        _("Kind"),
        pgettext("event log", "Subject"),
        _("Payload"),
    )
    return write_csv(headings, (_row(event) for event in events))


def _row(event: Event) -> tuple[str | int, ...]:
    actor, organisation = event.actor, event.organisation
    return (
        event.pk,
        event.occurred_at.isoformat(timespec="milliseconds"),
        event.name,
        str(actor) if actor else "",
        actor.public_id if actor else "",
        str(organisation) if organisation else "",
        organisation.public_id if organisation else "",
        event.edition.slug if event.edition else "",
        event.subject_kind,
        event.subject_id,
        json.dumps(event.payload, ensure_ascii=False, sort_keys=True),
    )
