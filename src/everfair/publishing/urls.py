from __future__ import annotations

from django.urls import path

from everfair.publishing.views.outcomes import show_outcomes
from everfair.publishing.views.releases import show_releases

app_name = "publishing"

urlpatterns = [
    path("", show_releases, name="release-list"),
    path("outcomes/", show_outcomes, name="outcome-list"),
]
