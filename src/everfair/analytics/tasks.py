"""Jobs of analytics."""

from __future__ import annotations

from django.db.transaction import atomic
from procrastinate.contrib.django import app

from everfair.kernel.pages import purge

PAGES = "figures"  # the tag of every page that shows figures


@app.task(queue="outbox", queueing_lock="figures")
def renew_pages() -> None:
    """Have every page that shows figures made anew for its next reader."""
    with atomic():
        purge(PAGES)
