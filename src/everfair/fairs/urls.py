from __future__ import annotations

from django.urls import path

from everfair.fairs.views import desk, opening

app_name = "fairs"

urlpatterns = [
    path("operate/", desk.show_desk, name="desk"),
    path("operate/new", opening.open_next, name="edition-open"),
    path("operate/move", desk.move, name="edition-move"),
    path("operate/zones/add", desk.add, name="zone-add"),
    path("operate/zones/<slug:zone>/rename", desk.rename, name="zone-rename"),
    path("operate/zones/<slug:zone>/order", desk.order, name="zone-order"),
    path("operate/zones/<slug:zone>/remove", desk.remove, name="zone-remove"),
]
