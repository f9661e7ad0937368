"""A delegation's spreadsheets: sent, looked at row by row, applied, corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from everfair.accounts.access import can_vouch
from everfair.accounts.domain.imports import begin_applying, send_import
from everfair.accounts.enums import ImportState
from everfair.accounts.errors import NothingChosen
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.delegation_forms import SpreadsheetForm
from everfair.accounts.interfaces.firm_sheet import corrections_workbook, template_workbook
from everfair.accounts.interfaces.import_words import import_problem, shown_columns, shown_row
from everfair.accounts.queries.delegations import import_of, imports_of, officer_of
from everfair.accounts.queries.imports import only_mistaken, row_counts
from everfair.kernel.access import permission
from everfair.kernel.errors import DomainError
from everfair.kernel.uploads import Sort

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.accounts.models import DelegationImport
    from everfair.accounts.officer import Officer

PER_PAGE = 100
IMPORTS_PER_PAGE = 20
LONGEST_NUMBER = 7
AT_WORK = (ImportState.READING, ImportState.APPLYING)


@permission("accounts.run_delegation")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest, public_id: str) -> HttpResponse:
    officer = officer_of(person_of(request), public_id)
    is_sent = request.method == "POST"
    form = SpreadsheetForm(request.POST, request.FILES) if is_sent else SpreadsheetForm()
    if is_sent and form.is_valid() and (source := _sent(officer, form)):
        return redirect("accounts:delegation-import", public_id, source.public_id)
    words = {
        "officer": officer,
        "current_tab": "imports",
        "form": form,
        "page": Paginator(imports_of(officer.delegation), IMPORTS_PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "accounts/delegation_imports.html", words, status=422 if is_sent else 200)


@permission("accounts.run_delegation")
@never_cache
@require_safe
def show(request: HttpRequest, public_id: str, import_id: str) -> HttpResponse:
    officer = officer_of(person_of(request), public_id)
    return _page(request, officer, import_of(officer.delegation, import_id))


@permission("accounts.run_delegation")
@never_cache
@require_safe
def progress(request: HttpRequest, public_id: str, import_id: str) -> HttpResponse:
    """How far the worker is; when it is done, the page around is loaded anew."""
    officer = officer_of(person_of(request), public_id)
    source = import_of(officer.delegation, import_id)
    answer = render(request, "accounts/import_progress.html", {"officer": officer, "source": source})
    if source.state not in AT_WORK:
        answer["HX-Refresh"] = "true"
    return answer


@permission("accounts.run_delegation")
@never_cache
@require_POST
def apply(request: HttpRequest, public_id: str, import_id: str) -> HttpResponse:
    officer = officer_of(person_of(request), public_id)
    source = import_of(officer.delegation, import_id)
    numbers = None if "all" in request.POST else _numbers(request)
    try:
        begin_applying(officer, source, numbers=numbers)
    except NothingChosen as refusal:
        return _page(request, officer, source, refusal=refusal)
    return redirect("accounts:delegation-import", public_id, import_id)


@permission("accounts.run_delegation")
@never_cache
@require_safe
def template(request: HttpRequest, public_id: str) -> HttpResponse:
    officer_of(person_of(request), public_id)
    return _workbook(template_workbook(), _("Firms of a delegation"))


@permission("accounts.run_delegation")
@never_cache
@require_safe
def corrections(request: HttpRequest, public_id: str, import_id: str) -> HttpResponse:
    """The rows with mistakes, to be corrected and sent again."""
    officer = officer_of(person_of(request), public_id)
    rows = only_mistaken(import_of(officer.delegation, import_id).rows.all())
    return _workbook(corrections_workbook(rows), _("Rows to correct"))


def _page(
    request: HttpRequest, officer: Officer, source: DelegationImport, *, refusal: DomainError | None = None
) -> HttpResponse:
    is_mistaken = request.GET.get("only") == "mistakes"
    rows = only_mistaken(source.rows.all()) if is_mistaken else source.rows.all()
    page = Paginator(rows.select_related("organisation"), PER_PAGE).get_page(request.GET.get("page"))
    columns = shown_columns(list(page.object_list))
    words = {
        "officer": officer,
        "current_tab": "imports",
        "source": source,
        "problem": import_problem(source),
        "is_at_work": source.state in AT_WORK,
        "counts": row_counts(source),
        "is_mistaken": is_mistaken,
        "page": page,
        "columns": columns,
        "rows": [shown_row(row, columns) for row in page.object_list],
        "vouches": can_vouch(officer),
        "refusal": refusal,
    }
    return render(request, "accounts/delegation_import.html", words, status=refusal.status if refusal else 200)


def _sent(officer: Officer, form: SpreadsheetForm) -> DelegationImport | None:
    try:
        return send_import(officer, form.cleaned_data["file"])
    except DomainError as refusal:
        form.add_error("file", str(refusal))
        return None


def _numbers(request: HttpRequest) -> list[int]:
    return [
        int(number) for number in request.POST.getlist("row") if number.isdecimal() and len(number) <= LONGEST_NUMBER
    ]


def _workbook(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=Sort.XLSX.media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return answer
