"""The operator's desk of an edition."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, get_args

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from everfair.accounts.public import grants_of, person_of
from everfair.fairs.access import can_operate
from everfair.fairs.domain.edition import move_edition
from everfair.fairs.domain.zones import Direction, add_zone, move_zone, remove_zone, rename_zone
from everfair.fairs.enums import EditionState, ZoneKind
from everfair.fairs.interfaces.forms import VersionForm, ZoneForm, ZoneNameForm
from everfair.fairs.queries.desk import operators_desk
from everfair.fairs.queries.editions import edition_by_slug, sectors, zone_by_slug
from everfair.kernel.access import permission, require
from everfair.kernel.bilingual import typed
from everfair.kernel.errors import Conflict, DomainError

if TYPE_CHECKING:
    from django import forms

    from everfair.fairs.models import Edition, Zone

REFUSED_FORM = 422


def for_operators(name: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Give a view the edition, if the signed-in person operates it; others read that the page is not theirs."""

    def admit(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @permission(name)
        @wraps(view)
        def entered(request: HttpRequest, edition: str, **parts: Any) -> HttpResponse:
            here = edition_by_slug(edition)
            require(can_operate(grants_of(person_of(request)), here))
            return view(request, here, **parts)

        return entered

    return admit


@require_GET
@for_operators("fairs.operate_edition")
def show_desk(request: HttpRequest, edition: Edition) -> HttpResponse:
    return _desk(request, edition)


@require_POST
@for_operators("fairs.move_edition")
def move(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = VersionForm(request.POST)
    target = request.POST.get("target", "")
    if not form.is_valid() or target not in EditionState:
        return redirect("fairs:desk", edition.slug)
    moved = _try(
        lambda: move_edition(
            edition, actor=person_of(request), version=form.cleaned_data["version"], target=EditionState(target)
        ),
        form,
    )
    return _answer(request, edition, refusal=moved, sentence=_("The edition has moved on."))


@require_POST
@for_operators("fairs.add_zone")
def add(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = ZoneForm(request.POST)
    if not form.is_valid():
        return _desk(request, edition, status=REFUSED_FORM, new_zone=form)
    refusal = _try(
        lambda: add_zone(
            edition,
            actor=person_of(request),
            version=form.cleaned_data["version"],
            kind=ZoneKind(form.cleaned_data["kind"]),
            name=form.text("name"),
            sector=form.cleaned_data["sector"],
        ),
        form,
    )
    return _answer(request, edition, refusal=refusal, sentence=_("The zone stands."), new_zone=form)


@require_POST
@for_operators("fairs.rename_zone")
def rename(request: HttpRequest, edition: Edition, zone: str) -> HttpResponse:
    found = zone_by_slug(edition, zone)
    form = ZoneNameForm(request.POST, auto_id=_ids(found))
    if not form.is_valid():
        return _desk(request, edition, status=REFUSED_FORM, renamed=form)
    refusal = _try(
        lambda: rename_zone(
            found, actor=person_of(request), version=form.cleaned_data["version"], name=form.text("name")
        ),
        form,
    )
    return _answer(request, edition, refusal=refusal, sentence=_("The zone has its new name."), renamed=form)


@require_POST
@for_operators("fairs.order_zones")
def order(request: HttpRequest, edition: Edition, zone: str) -> HttpResponse:
    found = zone_by_slug(edition, zone)
    form = VersionForm(request.POST)
    direction = next((way for way in get_args(Direction) if way == request.POST.get("direction")), None)
    if not form.is_valid() or direction is None:
        return redirect("fairs:desk", edition.slug)
    version = form.cleaned_data["version"]
    refusal = _try(lambda: move_zone(found, actor=person_of(request), version=version, direction=direction), form)
    return _answer(request, edition, refusal=refusal)


@require_POST
@for_operators("fairs.remove_zone")
def remove(request: HttpRequest, edition: Edition, zone: str) -> HttpResponse:
    found = zone_by_slug(edition, zone)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return redirect("fairs:desk", edition.slug)
    refusal = _try(lambda: remove_zone(found, actor=person_of(request), version=form.cleaned_data["version"]), form)
    return _answer(request, edition, refusal=refusal, sentence=_("The zone is removed."))


def _try(change: Callable[[], object], form: forms.Form) -> DomainError | None:
    """Run a change; a refusal is put into the form, where it belongs, and returned."""
    try:
        change()
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return error
    return None


def _answer(
    request: HttpRequest, edition: Edition, *, refusal: DomainError | None, sentence: str = "", **forms_: forms.Form
) -> HttpResponse:
    if refusal is None:
        if sentence:
            messages.success(request, sentence)
        return redirect("fairs:desk", edition.slug)
    return _desk(request, edition_by_slug(edition.slug), status=refusal.status, refusal=refusal, **forms_)


def _desk(
    request: HttpRequest,
    edition: Edition,
    *,
    status: int = 200,
    refusal: DomainError | None = None,
    new_zone: forms.Form | None = None,
    renamed: forms.Form | None = None,
) -> HttpResponse:
    desk = operators_desk(edition)
    context = {
        "edition": edition,
        "desk": desk,
        "refusal": refusal if isinstance(refusal, Conflict) else None,
        "zones": [_row(zone, renamed) for zone in desk.zones],
        "sectors": sectors(),
        "new_zone": new_zone or ZoneForm(),
        "is_adding": bool(new_zone),
    }
    return render(request, "fairs/desk.html", context, status=status)


def _row(zone: Zone, renamed: forms.Form | None) -> tuple[Zone, forms.Form, bool]:
    """A zone, the form that renames it, and whether that form has something to say."""
    if renamed and renamed.auto_id == _ids(zone):
        return zone, renamed, True
    return zone, ZoneNameForm(initial=typed({"name": zone.name}), auto_id=_ids(zone)), False


def _ids(zone: Zone) -> str:
    """Element ids of a zone's form: there is one such form per zone on the page."""
    return f"id_{zone.slug}_%s"
