"""Downloads of my data: asked for, watched, fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from everfair.accounts.access import can_fetch_export
from everfair.accounts.domain.data_exports import ask_for_export, note_download
from everfair.accounts.enums import ExportState
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.recent_proof import ask_for_proof, proved_recently
from everfair.accounts.privacy_errors import ExportGone
from everfair.accounts.queries.privacy import export_of, exports_of
from everfair.kernel.access import permission, require
from everfair.kernel.clock import now
from everfair.kernel.uploads import answer_upload

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse


@permission("accounts.ask_for_export")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: HttpRequest) -> HttpResponse:
    """Have a download made; by GET the piece of the page that shows how far it is."""
    person = person_of(request)
    if request.method == "POST":
        ask_for_export(person)
        return redirect("accounts:privacy")
    if not request.headers.get("HX-Request"):
        return redirect("accounts:privacy")
    words = {"exports": exports_of(person), "zone": person.time_zone}
    return render(request, "accounts/privacy/exports.html", words)


@permission("accounts.fetch_export")
@never_cache
@require_safe
def download(request: HttpRequest, public_id: str) -> HttpResponse | FileResponse:
    """Answer with the file, to nobody but the person, and only soon after they proved who they are."""
    person = person_of(request)
    export = export_of(person, public_id)
    require(can_fetch_export(person, export))
    if export.state != ExportState.READY or export.upload is None or (export.expires_at or now()) <= now():
        raise ExportGone
    if not proved_recently(request):
        return ask_for_proof(request.path)
    note_download(export, actor=person)
    return answer_upload(export.upload)
