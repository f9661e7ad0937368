from __future__ import annotations

from django.urls import path

from everfair.visits.views.routes import list_routes

app_name = "visits"

urlpatterns = [path("", list_routes, name="route-list")]
