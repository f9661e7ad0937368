"""Accounts elsewhere, and other sites that know the fair's people."""

from __future__ import annotations

from django.urls import path

from everfair.accounts.views import clients, connections

urlpatterns = [
    path("me/connections", connections.connections, name="connection-list"),
    path("me/connections/<slug:provider>/disconnect", connections.disconnect, name="connection-disconnect"),
    path("me/sites/<slug:client_id>/withdraw", connections.withdraw, name="site-withdraw"),
    path("operate/clients/", clients.listed, name="client-list"),
    path("operate/clients/new", clients.register, name="client-register"),
    path("operate/clients/<slug:client_id>", clients.change, name="client-change"),
    path("operate/clients/<slug:client_id>/secret", clients.renew, name="client-renew"),
    path("operate/clients/<slug:client_id>/remove", clients.remove, name="client-remove"),
]
