from __future__ import annotations

from django.urls import path

from everfair.programme.views.event import show_event
from everfair.programme.views.programme import show_programme

app_name = "programme"

urlpatterns = [
    path("", show_programme, name="programme-view"),
    path("events/<str:slug>", show_event, name="event-view"),
]
