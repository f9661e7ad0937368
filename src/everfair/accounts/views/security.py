"""How I sign in, and where I am signed in: one calm page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.logout import logout
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.domain.phones import remove_phone, shown_phone
from everfair.accounts.domain.sessions import end_sessions, session_ref
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.queries.security import devices_of, factors_of, sessions_of
from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("accounts.manage_security")
@never_cache
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    words = {
        "current_tab": "security",
        "person": person,
        "has_password": person.has_usable_password(),
        "phone": shown_phone(person.phone) if person.phone and person.phone_confirmed_at else "",
        "factors": factors_of(person),
        "devices": devices_of(person, here=request.session.session_key),
    }
    return render(request, "accounts/security.html", words)


@permission("accounts.manage_security")
@require_POST
def end_session(request: HttpRequest, ref: str) -> HttpResponse:
    person = person_of(request)
    chosen = [session for session in sessions_of(person) if session_ref(session.session_key) == ref]
    if not chosen:
        raise NotFound
    end_sessions(chosen, actor=person)
    if chosen[0].session_key == request.session.session_key:
        logout(request)
        return redirect("/")
    messages.success(request, _("Signed out there."))
    return redirect("accounts:security")


@permission("accounts.manage_security")
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    end_sessions(sessions_of(person).exclude(session_key=request.session.session_key), actor=person)
    messages.success(request, _("Signed out everywhere else."))
    return redirect("accounts:security")


@permission("accounts.manage_security")
@require_POST
def forget_phone(request: HttpRequest) -> HttpResponse:
    raise_if_reauthentication_required(request, app="allauth.account")
    remove_phone(person_of(request))
    messages.success(request, _("Your phone number is removed."))
    return redirect("accounts:security")
