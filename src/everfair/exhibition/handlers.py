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


@subscribe("organisation.changed")
@subscribe("organisation.changed_checked")
@subscribe("organisation.level_set")
def refresh_exhibitors_of_organisation(event: Event) -> None:
    """Booths and projects show the name of their organisation and how far it is proved."""
    theirs = Exhibitor.objects.filter(organisation__public_id=event.subject_id)
    exhibitors = dict(theirs.values_list("pk", "public_id"))
    if exhibitors:
        index_exhibitors(list(exhibitors))
        purge("catalogue", *(f"exhibitor-{public_id}" for public_id in exhibitors.values()))
