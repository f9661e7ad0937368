"""What a trade delegation's members bring home."""

from __future__ import annotations

from django.urls import path

from everfair.publishing.views.delegation_outcomes import download_outcomes, show_outcomes

app_name = "outcomes"

urlpatterns = [
    path("delegations/<slug:public_id>/outcomes", show_outcomes, name="delegation-view"),
    path("delegations/<slug:public_id>/outcomes.<slug:sort>", download_outcomes, name="delegation-download"),
]
