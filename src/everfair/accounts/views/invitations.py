"""Invitations that an organisation has sent: once more, or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from everfair.accounts.domain.invitations import resend_invitation, revoke_invitation
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.queries.invitations import own_invitation
from everfair.accounts.queries.members import member_of
from everfair.accounts.views.members import people_page
from everfair.kernel.access import permission
from everfair.kernel.errors import DomainError, Forbidden

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from everfair.accounts.member import Member


@permission("accounts.resend_invitation")
@never_cache
@require_POST
def resend(request: HttpRequest, public_id: str, invitation_id: str) -> HttpResponse:
    actor = member_of(person_of(request), public_id)
    invitation = own_invitation(actor, invitation_id)
    done = _("A new letter to %(email)s is on its way; the old link no longer works.") % {"email": invitation.email}
    return _do(request, actor, lambda: resend_invitation(invitation, actor=actor), done=done)


@permission("accounts.revoke_invitation")
@never_cache
@require_POST
def revoke(request: HttpRequest, public_id: str, invitation_id: str) -> HttpResponse:
    actor = member_of(person_of(request), public_id)
    invitation = own_invitation(actor, invitation_id)
    done = _("The invitation to %(email)s is taken back.") % {"email": invitation.email}
    return _do(request, actor, lambda: revoke_invitation(invitation, actor=actor), done=done)


def _do(request: HttpRequest, actor: Member, move: Callable[[], object], *, done: str) -> HttpResponse:
    try:
        move()
    except Forbidden:
        raise
    except DomainError as refusal:
        return people_page(request, actor, status=refusal.status, refusal=str(refusal))
    messages.success(request, done)
    return redirect("accounts:member-list", actor.organisation.public_id)
