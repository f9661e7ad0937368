"""The operators' desk: people, roles, support, audit."""

from __future__ import annotations

from django.urls import path

from everfair.accounts.views import audit, desk, desk_looks, desk_people, desk_person

_PERSON = "operate/people/<slug:public_id>"

urlpatterns = [
    path("operate/", desk.front, name="desk-front"),
    path("operate/people/", desk_people.people, name="person-list"),
    path(_PERSON, desk_person.show, name="person-view"),
    path(f"{_PERSON}/roles/grant", desk_person.grant, name="person-grant"),
    path(f"{_PERSON}/roles/revoke", desk_person.revoke, name="person-revoke"),
    path(f"{_PERSON}/close", desk_person.close, name="person-close"),
    path(f"{_PERSON}/reopen", desk_person.reopen, name="person-reopen"),
    path(f"{_PERSON}/remind", desk_person.remind, name="person-remind"),
    path(f"{_PERSON}/look", desk_looks.begin, name="person-look"),
    path("operate/looks/end", desk_looks.end, name="look-end"),
    path("operate/audit/", audit.everything, name="audit-list"),
    path("operate/audit/export", audit.export, name="audit-export"),
    path("operate/audit/<str:kind>/<slug:public_id>", audit.of_one, name="audit-view"),
    path("organisations/<slug:public_id>/history", audit.history, name="organisation-history"),
]
