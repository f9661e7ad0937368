"""Registered sites, as the operators' desk shows them."""

from __future__ import annotations

from allauth.idp.oidc.models import Client
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from everfair.accounts.models import SiteAuthorisation
from everfair.kernel.errors import NotFound


def registered_clients() -> QuerySet[Client]:
    """Return all sites, the newest first, each with `people`: how many let it know them; one query."""
    counted = SiteAuthorisation.objects.filter(client=OuterRef("pk")).order_by().values("client")
    people = Subquery(counted.annotate(total=Count("pk")).values("total"))
    found: QuerySet[Client] = Client.objects.annotate(people=Coalesce(people, 0)).order_by("-created_at", "pk")
    return found


def client_by_id(client_id: str) -> Client:
    """Return a site; `NotFound` for none."""
    client = registered_clients().filter(pk=client_id).first()
    if client is None:
        raise NotFound
    return client
