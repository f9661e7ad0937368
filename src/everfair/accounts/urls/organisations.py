"""Organisations: registered, vetted, proved."""

from __future__ import annotations

from django.urls import path

from everfair.accounts.views import organisation_profile, organisations, vetting, vetting_desk

_ONE = "organisations/<slug:public_id>/"
_DESK = "operate/organisations/"

urlpatterns = [
    path("me/organisations/new", organisations.new, name="organisation-new"),
    path(f"{_ONE}profile", organisation_profile.profile, name="organisation-profile"),
    path(f"{_ONE}documents/<slug:document_id>", organisation_profile.document, name="organisation-document"),
    path(_DESK, vetting_desk.desk, name="organisation-vetting"),
    path(f"{_DESK}answer-several", vetting_desk.several, name="organisation-several"),
    path(f"{_DESK}<slug:public_id>", vetting.review, name="organisation-review"),
    path(f"{_DESK}<slug:public_id>/approve", vetting.approve, name="organisation-approve"),
    path(f"{_DESK}<slug:public_id>/ask", vetting.ask, name="organisation-ask"),
    path(f"{_DESK}<slug:public_id>/refuse", vetting.refuse, name="organisation-refuse"),
    path(f"{_DESK}<slug:public_id>/level", vetting.level, name="organisation-level"),
]
