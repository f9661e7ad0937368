"""Reactions of the exhibition to what other apps tell."""

from __future__ import annotations

from everfair.exhibition.domain.indexing import index_exhibitors
from everfair.exhibition.models import Exhibitor
from everfair.kernel.events import subscribe
from everfair.kernel.models import Event
from everfair.kernel.pages import purge


@subscribe("zone.renamed")
def refresh_exhibitors_of_zone(event: Event) -> None:
    """Exhibitors are found by the name of their zone, too."""
    exhibitors = Exhibitor.objects.filter(zone_id=event.subject_id)
    index_exhibitors(list(exhibitors.values_list("pk", flat=True)))
    purge("catalogue")
