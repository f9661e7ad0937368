"""The link in an invitation's letter: who it is for answers it; nobody else learns what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.access import can_answer_invitation
from everfair.accounts.domain.joining import accept_invitation, decline_invitation, join_by_invitation
from everfair.accounts.enums import InvitationState, MemberRole
from everfair.accounts.interfaces.acting import act_for, person_of
from everfair.accounts.interfaces.language_cookie import remember_language
from everfair.accounts.interfaces.member_forms import JoinForm
from everfair.accounts.queries.invitations import confirmed_addresses, invitation_by_key, is_taken
from everfair.kernel.access import permission
from everfair.kernel.errors import Conflict, DomainError
from everfair.kernel.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from everfair.accounts.models import Invitation

GONE, FORBIDDEN, UNPROCESSABLE = 410, 403, 422
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Reader(StrEnum):
    """Who has opened the link."""

    INVITED = "invited"
    SOMEBODY_ELSE = "somebody_else"
    TO_SIGN_IN = "to_sign_in"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open invitation, and its reader."""

    invitation: Invitation
    reader: Reader


@permission("accounts.view_invitation", public=True)
@never_cache
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    invitation = invitation_by_key(key)
    if invitation is None or invitation.state != InvitationState.OPEN:
        return _gone(request, invitation)
    return _page(request, key, Opened(invitation, _reader(request, invitation)))


@permission("accounts.accept_invitation", public=True)
@never_cache
@require_POST
def accept(request: HttpRequest, key: str) -> HttpResponse:
    invitation = invitation_by_key(key)
    if invitation is None or _reader(request, invitation) is not Reader.INVITED:
        return show_again(key)
    try:
        accept_invitation(invitation, person=person_of(request))
    except Conflict as refusal:
        messages.error(request, str(refusal))
        return redirect("accounts:organisation-list")
    return _welcome(request, invitation)


@permission("accounts.decline_invitation", public=True)
@never_cache
@require_POST
def decline(request: HttpRequest, key: str) -> HttpResponse:
    """Say no; who is not signed in proves by the link that the letter was theirs."""
    invitation = invitation_by_key(key)
    if invitation is None or _reader(request, invitation) is Reader.SOMEBODY_ELSE:
        return show_again(key)
    person = person_of(request) if request.user.is_authenticated else None
    try:
        decline_invitation(invitation, person=person)
    except Conflict:
        return show_again(key)
    if person is None:
        return show_again(key)
    messages.success(request, _("You have declined."))
    return redirect("accounts:organisation-list")


@permission("accounts.join_by_invitation", public=True)
@never_cache
@require_POST
def join(request: HttpRequest, key: str) -> HttpResponse:
    """Make the account and accept, in one step."""
    invitation = invitation_by_key(key)
    if invitation is None or _reader(request, invitation) is not Reader.NEW:
        return show_again(key)
    form = JoinForm(invitation.email, request.POST)
    words = form.cleaned_data if form.is_valid() else {}
    if not words:
        return _page(request, key, Opened(invitation, Reader.NEW), form=form)
    try:
        person = join_by_invitation(
            invitation,
            name=words["name"],
            password=words["password"],
            language=get_language() or DEFAULT_LANGUAGE,
            time_zone=words["time_zone"],
        )
    except DomainError:
        return show_again(key)
    login(request, person, backend=BACKEND)
    return remember_language(_welcome(request, invitation), person.language)


def show_again(key: str) -> HttpResponse:
    """Lead to the page, which says how things stand."""
    return redirect("accounts:invitation-view", key)


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    organisation = invitation.organisation
    act_for(request, organisation.public_id)
    messages.success(request, _("You now act for %(name)s.") % {"name": organisation.name})
    return redirect("accounts:workspace-view", organisation.public_id)


def _reader(request: HttpRequest, invitation: Invitation) -> Reader:
    if not request.user.is_authenticated:
        return Reader.TO_SIGN_IN if is_taken(invitation.email) else Reader.NEW
    is_theirs = can_answer_invitation(confirmed_addresses(request.user), invitation)
    return Reader.INVITED if is_theirs else Reader.SOMEBODY_ELSE


def _page(request: HttpRequest, key: str, opened: Opened, *, form: JoinForm | None = None) -> HttpResponse:
    invitation = opened.invitation
    if opened.reader is Reader.SOMEBODY_ELSE:
        words = {"key": key, "address": masked(invitation.email)}
        return render(request, "accounts/invitation_of_another.html", words, status=FORBIDDEN)
    role = MemberRole(invitation.role)
    shown = {
        "key": key,
        "invitation": invitation,
        "role": role.label,
        "meaning": role.meaning,
        "reader": opened.reader.value,
        "form": form or JoinForm(invitation.email),
    }
    return render(request, "accounts/invitation.html", shown, status=UNPROCESSABLE if form else 200)


def _gone(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    """Say what became of the invitation; a member is led where it led to."""
    if invitation and request.user.is_authenticated and act_for(request, invitation.organisation.public_id):
        return redirect("accounts:workspace-view", invitation.organisation.public_id)
    state = invitation.state.value if invitation else ""
    return render(request, "accounts/invitation_gone.html", {"state": state}, status=GONE)


def masked(email: str) -> str:
    """Write an address so that only who knows it recognises it."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}•••@{host[:1]}•••.{host.rpartition('.')[2]}"
