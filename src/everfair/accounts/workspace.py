"""What accounts suggest in an organisation's workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from everfair.accounts.access import can_answer_delegation, can_invite, can_manage
from everfair.accounts.enums import MemberRole, OrganisationState
from everfair.accounts.interfaces.workspace_parts import NextStep, suggest_step
from everfair.accounts.queries.delegations import invitations_open
from everfair.accounts.queries.members import is_alone

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.accounts.member import Member


def _be_approved(_request: HttpRequest, member: Member) -> NextStep | None:
    state = member.organisation.state
    if state == OrganisationState.APPLIED:
        return NextStep(_("An operator looks at it. Until then you can negotiate, but not exhibit."))
    if state == OrganisationState.ASKED and can_manage(member):
        profile = reverse("accounts:organisation-profile", args=[member.organisation.public_id])
        return NextStep(_("More is asked for before your organisation can be approved."), _("Answer"), profile)
    if state == OrganisationState.REFUSED:
        anew = reverse("accounts:organisation-new")
        return NextStep(_("This organisation was not approved."), _("Register another"), anew)
    return None


def _invite_colleagues(_request: HttpRequest, member: Member) -> NextStep | None:
    if not can_invite(member, MemberRole.STATISTICS) or not is_alone(member):
        return None
    people = reverse("accounts:member-list", args=[member.organisation.public_id])
    return NextStep(_("You are the only one who acts for this organisation."), _("Invite a colleague"), people)


def _answer_delegation(_request: HttpRequest, member: Member) -> NextStep | None:
    if not can_answer_delegation(member) or not invitations_open([member.organisation.pk]):
        return None
    answer = reverse("accounts:organisation-delegations", args=[member.organisation.public_id])
    return NextStep(_("A trade delegation asks you to come with it."), _("Answer the invitation"), answer)


suggest_step(10, _be_approved)
suggest_step(20, _answer_delegation)
suggest_step(90, _invite_colleagues)
