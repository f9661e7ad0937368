"""Trade delegations: officers, members, spreadsheets."""

from __future__ import annotations

from django.urls import path

from everfair.accounts.views import (
    delegation_desk,
    delegation_imports,
    delegation_members,
    delegation_officers,
    delegations,
    joined_delegations,
)

_ONE = "delegations/<slug:public_id>/"
_IMPORT = f"{_ONE}imports/<slug:import_id>"
_JOINED = "organisations/<slug:public_id>/delegations"

urlpatterns = [
    path("delegations/", delegations.mine, name="delegation-list"),
    path(_ONE, delegations.overview, name="delegation-view"),
    path(f"{_ONE}members", delegation_members.members, name="delegation-members"),
    path(f"{_ONE}members/invite", delegation_members.invite, name="delegation-invite"),
    path(f"{_ONE}members/<slug:organisation_id>/remove", delegation_members.remove, name="delegation-remove"),
    path(f"{_ONE}officers", delegation_officers.officers, name="delegation-officers"),
    path(f"{_ONE}officers/<slug:person_id>/dismiss", delegation_officers.dismiss, name="delegation-dismiss"),
    path(f"{_ONE}imports/", delegation_imports.imports, name="delegation-imports"),
    path(f"{_ONE}imports/template.xlsx", delegation_imports.template, name="delegation-template"),
    path(_IMPORT, delegation_imports.show, name="delegation-import"),
    path(f"{_IMPORT}/progress", delegation_imports.progress, name="delegation-progress"),
    path(f"{_IMPORT}/apply", delegation_imports.apply, name="delegation-apply"),
    path(f"{_IMPORT}/corrections.xlsx", delegation_imports.corrections, name="delegation-corrections"),
    path("operate/delegations/", delegation_desk.desk, name="delegation-desk"),
    path(_JOINED, joined_delegations.show, name="organisation-delegations"),
    path(f"{_JOINED}/<slug:delegation_id>/join", joined_delegations.join, name="organisation-join"),
    path(f"{_JOINED}/<slug:delegation_id>/leave", joined_delegations.leave, name="organisation-leave"),
]
