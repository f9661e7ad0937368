"""A person's page on the desk: whom they act for, their roles, their account."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.access import (
    can_audit,
    can_close_account,
    can_grant_roles,
    can_look_as,
    can_remind,
    can_search_people,
)
from everfair.accounts.domain.closing import close_account, remind_of_confirmation, reopen_account
from everfair.accounts.domain.roles import give_role, take_role
from everfair.accounts.enums import EditionRole
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.desk import grants_here
from everfair.accounts.interfaces.desk_forms import LookForm, ReasonForm, RoleForm
from everfair.accounts.queries.grants import grants_of
from everfair.accounts.queries.people import dossier_of, operated_editions, person_for_desk
from everfair.kernel.access import permission, require
from everfair.kernel.errors import DomainError, NotFound

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from everfair.accounts.models import Person, RoleGrant


@permission("accounts.view_person")
@never_cache
@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    return person_page(request, _person(request, public_id))


@permission("accounts.grant_roles")
@never_cache
@require_POST
def grant(request: HttpRequest, public_id: str) -> HttpResponse:
    person = _person(request, public_id)
    form = RoleForm(operated_editions(grants_here(request), person_of(request)), request.POST)
    if form.is_valid() and _done(form, lambda: _give(form, person, person_of(request))):
        messages.success(request, _("%(name)s has the role now.") % {"name": person.name})
        return redirect("accounts:person-view", public_id)
    return person_page(request, person, role_form=form)


@permission("accounts.grant_roles")
@require_POST
def revoke(request: HttpRequest, public_id: str) -> HttpResponse:
    person = _person(request, public_id)
    take_role(_named_grant(request, person), actor=person_of(request))
    messages.success(request, _("%(name)s no longer has the role.") % {"name": person.name})
    if person == person_of(request):
        return redirect("accounts:desk-front")
    return redirect("accounts:person-view", public_id)


@permission("accounts.close_account")
@never_cache
@require_POST
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    return _change_state(request, public_id, close_account, sentence=_("%(name)s is locked out."))


@permission("accounts.close_account")
@never_cache
@require_POST
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    return _change_state(request, public_id, reopen_account, sentence=_("%(name)s may sign in again."))


@permission("accounts.remind_person")
@require_POST
def remind(request: HttpRequest, public_id: str) -> HttpResponse:
    person = _person(request, public_id)
    remind_of_confirmation(person, actor=person_of(request))
    messages.success(request, _("A letter to %(email)s is on its way.") % {"email": person.email})
    return redirect("accounts:person-view", public_id)


def person_page(request: HttpRequest, person: Person, **bound: forms.Form) -> HttpResponse:
    """Show everything that this reader may know and do; a form in `bound` comes back with what was typed."""
    grants, theirs, me = grants_here(request), grants_of(person), person_of(request)
    editions = [] if person == me else operated_editions(grants, me)
    dossier = dossier_of(person)
    words = {
        "current_tab": "people",
        "person": person,
        "dossier": dossier,
        "roles": [(row, can_grant_roles(grants, row.edition_id)) for row in dossier.grants],
        "role_form": bound.get("role_form", RoleForm(editions)) if editions else None,
        "reason_form": bound.get("reason_form", ReasonForm(auto_id="state_%s")),
        "look_form": bound.get("look_form", LookForm(auto_id="look_%s")),
        "can_close": person != me and not person.erased_at and can_close_account(grants, theirs),
        "can_remind": person.is_active and not dossier.is_confirmed and can_remind(grants),
        "can_audit": can_audit(grants, None),
        "can_look": person.is_active and can_look_as(grants, theirs),
    }
    return render(request, "accounts/desk/person.html", words, status=422 if bound else 200)


def _person(request: HttpRequest, public_id: str) -> Person:
    require(can_search_people(grants_here(request)))
    return person_for_desk(public_id)


def _give(form: RoleForm, person: Person, actor: Person) -> None:
    role = EditionRole(form.cleaned_data["role"])
    give_role(person, actor=actor, role=role, edition=form.chosen_edition(), zone=form.chosen_zone())


def _named_grant(request: HttpRequest, person: Person) -> RoleGrant:
    """Find the role that the button names by edition, role and zone."""
    wanted = {"edition__slug": request.POST.get("edition", ""), "role": request.POST.get("role", "")}
    for row in person.role_grants.filter(**wanted).select_related("person", "zone"):
        if (row.zone.slug if row.zone else "") == request.POST.get("zone", ""):
            return row
    raise NotFound


def _change_state(
    request: HttpRequest, public_id: str, change: Callable[..., Person], *, sentence: str
) -> HttpResponse:
    person = _person(request, public_id)
    form = ReasonForm(request.POST, auto_id="state_%s")
    if form.is_valid() and _done(
        form, lambda: change(person, actor=person_of(request), reason=form.cleaned_data["reason"])
    ):
        messages.success(request, sentence % {"name": person.name})
        return redirect("accounts:person-view", public_id)
    return person_page(request, person, reason_form=form)


def _done(form: forms.Form, change: Callable[[], object]) -> bool:
    """Run a change; a refusal that belongs to a field is put beside it, any other is a page of its own."""
    try:
        change()
    except DomainError as refusal:
        if refusal.field not in form.fields:
            raise
        form.add_error(refusal.field, str(refusal))
        return False
    return True
