"""Editions over the API."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router, Schema

from everfair.fairs.models import Edition
from everfair.kernel.access import mount_permission
from everfair.kernel.api import TextOut

router = Router(tags=["editions"])
mount_permission("api:list_editions", "fairs.read_editions", public=True)


class EditionOut(Schema):
    slug: str
    name: TextOut
    theme: TextOut
    state: str
    zone_id: str
    opens: date
    closes: date
    is_synthetic: bool


@router.get("/editions", response=list[EditionOut], url_name="list_editions", summary="Editions")
def list_editions(request: HttpRequest) -> QuerySet[Edition]:
    """All editions, newest first; their slug is the first part of every other address."""
    del request
    return Edition.objects.order_by("-opens")
