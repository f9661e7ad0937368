"""What a person sees of the data about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from everfair.accounts.models import DataExport, Membership, SupportLook
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.accounts.models import Person

MOST_SHOWN = 50


def exports_of(person: Person) -> list[DataExport]:
    """Return the newest downloads first; one query."""
    return list(DataExport.objects.filter(person=person).order_by("-id")[:10])


def export_of(person: Person, public_id: str) -> DataExport:
    """Return one of the person's downloads; `NotFound` for anybody else's. One query."""
    found = DataExport.objects.select_related("upload").filter(person=person, public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def looks_at(person: Person) -> list[SupportLook]:
    """Return when and why support saw the fair as this person does, the newest first; one query."""
    return list(SupportLook.objects.filter(person=person).order_by("-id")[:MOST_SHOWN])


def organisations_left_alone(person: Person) -> QuerySet[Membership, int]:
    """Return the row ids of organisations that only this person acts for, as a query for `in`."""
    theirs = Membership.objects.filter(person=person).values("organisation")
    counted = Membership.objects.filter(organisation__in=theirs).values("organisation")
    return counted.annotate(people=Count("id")).filter(people=1).values_list("organisation", flat=True)
