"""The audit view: everything that was logged, of all, of one thing, of one's own organisation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from everfair.accounts.access import can_audit, can_read_history
from everfair.accounts.domain.audit import note_export
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.audit_export import MOST_ROWS, export_events
from everfair.accounts.interfaces.audit_form import AuditForm, ObjectAuditForm
from everfair.accounts.interfaces.desk import grants_here
from everfair.accounts.queries.audit import (
    Hiding,
    Wanted,
    events_in_reach,
    events_of,
    filtered,
    label_of_kind,
    name_of_subject,
    read_page,
    staff_among,
)
from everfair.accounts.queries.members import member_of
from everfair.kernel.access import permission, require
from everfair.kernel.clock import now
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.kernel.models import Event

REFUSED_FORM = 422


@permission("accounts.audit")
@never_cache
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    return _page(request, _in_reach(request), AuditForm(request.GET), template="accounts/desk/audit.html")


@permission("accounts.audit")
@never_cache
@require_safe
def of_one(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """A thing that is unknown, and one that is out of reach, are the same to the reader."""
    events = _in_reach(request).filter(subject_kind=kind, subject_id=public_id)
    newest = events.select_related("edition").order_by("-id").first()
    if newest is None:
        raise NotFound
    words = {
        "kind": kind,
        "public_id": public_id,
        "kind_label": label_of_kind(kind),
        "subject": name_of_subject(newest),
    }
    form = ObjectAuditForm(request.GET)
    return _page(request, events, form, template="accounts/desk/audit_object.html", more=words)


@permission("accounts.audit")
@never_cache
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Download what the filters leave, of everything or of one thing; the newest rows, if there are too many."""
    form = AuditForm(request.GET)
    events = _in_reach(request)
    kind, public_id = request.GET.get("kind"), request.GET.get("subject")
    if kind and public_id:
        events = events.filter(subject_kind=kind, subject_id=public_id)
    if not form.is_valid():
        return _page(request, events, form, template="accounts/desk/audit.html")
    rows = filtered(events, _wanted(request, form)).select_related("actor", "organisation", "edition")[:MOST_ROWS]
    table = export_events(rows)
    note_export(person_of(request), rows=len(rows))
    name = f"audit-{now():%Y-%m-%d-%H%M}.csv"
    return HttpResponse(
        table,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


@permission("accounts.read_history")
@never_cache
@require_safe
def history(request: HttpRequest, public_id: str) -> HttpResponse:
    member = member_of(person_of(request), public_id)
    require(can_read_history(member))
    events, form = events_of(member.organisation), ObjectAuditForm(request.GET)
    words = {"member": member, "current_tab": "history"}
    return _page(request, events, form, template="accounts/history.html", hiding=staff_among, more=words)


def _in_reach(request: HttpRequest) -> QuerySet[Event]:
    grants = grants_here(request)
    require(can_audit(grants, None))
    return events_in_reach(grants)


def _page(
    request: HttpRequest,
    events: QuerySet[Event],
    form: AuditForm,
    *,
    template: str,
    hiding: Hiding | None = None,
    more: Mapping[str, object] = MappingProxyType({}),
) -> HttpResponse:
    is_readable = form.is_valid()
    wanted = _wanted(request, form)
    entries, older = read_page(filtered(events, wanted), hiding=hiding)
    shown = {
        "current_tab": "audit",
        "form": form,
        "entries": entries,
        "older": older,
        "is_first": wanted.before is None,
        "is_filtered": wanted != Wanted(zone=wanted.zone),
        "zone": person_of(request).time_zone,
        **more,
    }
    return render(request, template, shown, status=200 if is_readable else REFUSED_FORM)


def _wanted(request: HttpRequest, form: AuditForm) -> Wanted:
    return form.wanted(person_of(request).time_zone)
