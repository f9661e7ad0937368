"""Public verification: anybody may check a PDF, or look a number or a hash up; nothing is kept."""

from __future__ import annotations

import re
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from everfair.kernel.access import permission
from everfair.signing.certificates.pki import open_pki
from everfair.signing.errors import VerificationBusy
from everfair.signing.interfaces.forms import UploadForm
from everfair.signing.queries.register import entry_by_hash, entry_by_id

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from everfair.signing.seal.verification import Verification

SHA256 = re.compile(r"[0-9a-f]{64}")
KEY = re.compile(r"[0-9a-z]{1,64}")
PATIENCE_SECONDS = 5
# A check costs a tenth of a second of work: strangers together get two of the threads, never all.
_at_once = BoundedSemaphore(2)


@csrf_exempt  # it changes nothing, so there is nothing to forge: the public needs no cookie here
@permission("signing.verify_paper", public=True)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show the form, or say about the file that was given what it is."""
    if key := request.GET.get("key", "").strip().lower():
        if KEY.fullmatch(key):
            return redirect("signing:paper-register", key)
        return _page(request, UploadForm(), missing=True, status=422)
    if request.method != "POST":
        return _page(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    found = _verify(form.cleaned_data["file"])
    entry = entry_by_hash(found.sha256) if found.is_genuine else None
    return _page(request, UploadForm(), found=found, entry=entry, file_name=form.cleaned_data["file"].name)


@permission("signing.verify_paper", public=True)
@never_cache
@require_safe
def register(request: HttpRequest, key: str) -> HttpResponse:
    """Show the state and the hashes of a paper by its number or by the hash of its file; never its content."""
    entry = entry_by_hash(key) if SHA256.fullmatch(key) else entry_by_id(key)
    if entry is None:
        return _page(request, UploadForm(), missing=True, status=404)
    return render(request, "signing/register.html", {"entry": entry, "key": key})


def _verify(file: UploadedFile[bytes]) -> Verification:
    from everfair.signing.seal.trust import trust_in  # noqa: PLC0415 -- pyHanko takes a second to import: only those who sign or check wait for it
    from everfair.signing.seal.verify import LARGEST_FILE, verify  # noqa: PLC0415 -- the same

    if not _at_once.acquire(timeout=PATIENCE_SECONDS):
        raise VerificationBusy
    try:
        return verify(file.read(LARGEST_FILE + 1), trust_in(open_pki(settings.OPTIONS.home)))
    finally:
        _at_once.release()


def _page(request: HttpRequest, form: UploadForm, *, status: int = 200, **words: object) -> HttpResponse:
    return render(request, "signing/verify.html", {"form": form, **words}, status=status)
