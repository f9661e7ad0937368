"""Organisations: registered, vetted, proved."""

from __future__ import annotations

from django.urls import path

from everfair.accounts.views import organisations, vetting

urlpatterns = [
    path("me/organisations/new", organisations.new, name="organisation-new"),
    path("operate/organisations/", vetting.waiting, name="organisation-vetting"),
    path("operate/organisations/<slug:public_id>/approve", vetting.approve, name="organisation-approve"),
    path("operate/organisations/<slug:public_id>/refuse", vetting.refuse, name="organisation-refuse"),
]
