"""Who acts for an organisation: members, invitations, hand-over."""

from __future__ import annotations

from django.urls import path

from everfair.accounts.views import invitations, invited, leaving, members, my_organisations, workspace

_ONE = "organisations/<slug:public_id>/"

urlpatterns = [
    path("me/organisations/", my_organisations.show, name="organisation-list"),
    path(_ONE, workspace.show, name="workspace-view"),
    path(f"{_ONE}people", members.people, name="member-list"),
    path(f"{_ONE}people/invite", members.invite_, name="member-invite"),
    path(f"{_ONE}people/<slug:person_id>/role", members.role, name="member-role"),
    path(f"{_ONE}people/<slug:person_id>/hand-over", leaving.hand_over_, name="member-hand-over"),
    path(f"{_ONE}people/<slug:person_id>/remove", leaving.remove, name="member-remove"),
    path(f"{_ONE}invitations/<slug:invitation_id>/resend", invitations.resend, name="invitation-resend"),
    path(f"{_ONE}invitations/<slug:invitation_id>/revoke", invitations.revoke, name="invitation-revoke"),
    path("invitations/<slug:key>", invited.show, name="invitation-view"),
    path("invitations/<slug:key>/accept", invited.accept, name="invitation-accept"),
    path("invitations/<slug:key>/decline", invited.decline, name="invitation-decline"),
    path("invitations/<slug:key>/join", invited.join, name="invitation-join"),
]
