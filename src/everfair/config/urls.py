"""Addresses: includes only. An edition's pages live under its slug: /2020/..."""

from __future__ import annotations

from django.urls import include, path

from everfair.integrations.api import api

urlpatterns = [
    path("accounts/", include("everfair.accounts.urls_entrance")),
    path("", include("everfair.accounts.urls_identity")),
    path("", include("everfair.accounts.urls")),
    path("", include("everfair.notifications.urls")),
    path("", include("everfair.negotiation.urls")),
    path("", include("everfair.signing.urls")),
    path("streams/", include("everfair.live.urls_streams")),
    path("", include("everfair.publishing.urls_delegations")),
    path("api/", api.urls),
    path("", include("everfair.integrations.urls")),
    path("", include("everfair.replay.urls")),
    path("", include("everfair.site.urls")),
    path("<slug:edition>/", include("everfair.fairs.urls")),
    path("<slug:edition>/exhibition/", include("everfair.exhibition.urls")),
    path("<slug:edition>/programme/", include("everfair.programme.urls")),
    path("<slug:edition>/routes/", include("everfair.visits.urls")),
    path("<slug:edition>/live/", include("everfair.live.urls")),
    path("<slug:edition>/publishing/", include("everfair.publishing.urls")),
    path("<slug:edition>/figures/", include("everfair.analytics.urls")),
]

handler400 = "everfair.site.views.errors.bad_request"
handler403 = "everfair.site.views.errors.forbidden"
handler404 = "everfair.site.views.errors.not_found"
handler429 = "everfair.accounts.views.entrance.too_fast"
handler500 = "everfair.site.views.errors.server_error"
