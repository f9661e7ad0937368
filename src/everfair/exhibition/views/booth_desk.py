"""Booths as their exhibitor builds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from everfair.exhibition.booth_templates import PREFILLED, prefilled
from everfair.exhibition.domain.booths import build_booth, change_booth, open_booth
from everfair.exhibition.enums import BoothTemplate
from everfair.exhibition.errors import ChangedMeanwhile
from everfair.exhibition.interfaces.forms import BoothForm, booth_initial
from everfair.exhibition.interfaces.saved import with_saved
from everfair.exhibition.queries.pages import booth_page_of
from everfair.exhibition.queries.workspace import own_booth
from everfair.exhibition.views.desk import REFUSED_FORM, Desk, at_desk, refuse
from everfair.exhibition.views.showing import booth_context
from everfair.kernel.bilingual import typed
from everfair.kernel.errors import DomainError

if TYPE_CHECKING:
    from everfair.exhibition.models import Booth


@require_http_methods(["GET", "POST"])
@at_desk("exhibition.build_booth")
def build(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.method == "POST":
        return _built(request, desk)
    wish = request.GET.get("template", "")
    if wish not in BoothTemplate:
        templates = [(template, *prefilled(template, desk.member.organisation.name)) for template in PREFILLED]
        return render(request, "exhibition/booth_templates.html", {"edition": desk.edition, "templates": templates})
    headline, welcome = prefilled(BoothTemplate(wish), desk.member.organisation.name)
    initial = {"template": wish, "version": 0, **typed({"headline": headline, "welcome": welcome})}
    return _form(request, desk, form=BoothForm(initial=initial))


@require_http_methods(["GET", "POST"])
@at_desk("exhibition.change_booth")
def edit(request: HttpRequest, desk: Desk, public_id: str) -> HttpResponse:
    booth = own_booth(desk.exhibitor, public_id)
    if request.method == "POST":
        return _changed(request, desk, booth=booth)
    return _form(request, desk, form=BoothForm(initial=booth_initial(booth)), booth=booth)


@require_GET
@at_desk("exhibition.preview_booth")
def preview(request: HttpRequest, desk: Desk, public_id: str) -> HttpResponse:
    booth = own_booth(desk.exhibitor, public_id)
    page = booth_page_of(desk.edition, booth)
    return render(request, "exhibition/booth_preview.html", booth_context(request, desk.edition, page))


@require_POST
@at_desk("exhibition.open_booth")
def open_(request: HttpRequest, desk: Desk, public_id: str) -> HttpResponse:
    open_booth(own_booth(desk.exhibitor, public_id), actor=desk.member)
    messages.success(request, _("Your booth is open, all year."))
    return redirect("exhibition:workspace", desk.edition.slug)


def _built(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = BoothForm(request.POST)
    if not form.is_valid():
        return _form(request, desk, form=form, status=REFUSED_FORM)
    try:
        booth = build_booth(desk.exhibitor, actor=desk.member, words=form.words())
    except DomainError as error:
        return _form(request, desk, form=form, status=refuse(form, error))
    return redirect("exhibition:booth-preview", desk.edition.slug, booth.public_id)


def _changed(request: HttpRequest, desk: Desk, *, booth: Booth) -> HttpResponse:
    form = BoothForm(request.POST)
    if not form.is_valid():
        return _form(request, desk, form=form, booth=booth, status=REFUSED_FORM)
    try:
        change_booth(booth, actor=desk.member, version=form.cleaned_data["version"], words=form.words())
    except ChangedMeanwhile as error:
        latest = own_booth(desk.exhibitor, booth.public_id)
        again, saved = with_saved(BoothForm, request.POST, booth_initial(latest))
        return _form(request, desk, form=again, booth=latest, status=refuse(again, error), saved=saved)
    except DomainError as error:
        return _form(request, desk, form=form, booth=booth, status=refuse(form, error))
    messages.success(request, _("Saved."))
    return redirect("exhibition:booth-preview", desk.edition.slug, booth.public_id)


def _form(request: HttpRequest, desk: Desk, *, form: BoothForm, status: int = 200, **context: Any) -> HttpResponse:
    return render(
        request, "exhibition/booth_form.html", {"edition": desk.edition, "form": form, **context}, status=status
    )
