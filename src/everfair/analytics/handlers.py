"""Figures move when the fair does: the pages that show them are made anew."""

from __future__ import annotations

from django.db.transaction import atomic
from procrastinate.exceptions import AlreadyEnqueued

from everfair.analytics.tasks import PAGES, renew_pages
from everfair.kernel.events import subscribe
from everfair.kernel.models import Event
from everfair.kernel.pages import purge

SECONDS = 2


@subscribe("participation.registered")
@subscribe("zone.added")
@subscribe("zone.removed")
@subscribe("exhibitor.joined")
@subscribe("booth.opened")
@subscribe("project.published")
@subscribe("negotiation.concluded")
@subscribe("outcome.recorded")
def renew_figures(event: Event) -> None:
    del event
    purge(PAGES)


@subscribe("negotiation.initiated")
@subscribe("negotiation.accepted")
@subscribe("negotiation.declined")
@subscribe("negotiation.intent_recorded")
def renew_figures_in_a_rush(event: Event) -> None:
    """Renew at once and book one more renewal; whoever finds one booked leaves it at that.

    A busy fair starts several negotiations a second, and each renewal makes the next reader count all of them.
    """
    del event
    try:
        with atomic():
            renew_pages.configure(schedule_in={"seconds": SECONDS}).defer()
    except AlreadyEnqueued:
        return
    purge(PAGES)
