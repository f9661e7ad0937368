"""The outcomes of a delegation's members, for its officers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.accounts.public import officer_of, person_of
from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound
from everfair.kernel.uploads import Sort
from everfair.publishing.enums import OutcomeKind, OutcomeStage
from everfair.publishing.interfaces.outcome_sheet import SORTS, outcomes_table
from everfair.publishing.queries.delegation_outcomes import outcomes_of_members, stage_sheets
from everfair.publishing.queries.outcomes import PAGE_SIZE

if TYPE_CHECKING:
    from django.http import HttpRequest


@permission("publishing.view_delegation_outcomes")
@never_cache
@require_safe
def show_outcomes(request: HttpRequest, public_id: str) -> HttpResponse:
    officer = officer_of(person_of(request), public_id)
    chosen = _chosen(request)
    outcomes = outcomes_of_members(officer.delegation, **chosen)
    context = {
        "officer": officer,
        "current_tab": "outcomes",
        **chosen,
        "sheets": stage_sheets(officer.delegation),
        "page": Paginator(outcomes, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "publishing/delegation_outcomes.html", context)


@permission("publishing.view_delegation_outcomes")
@never_cache
@require_safe
def download_outcomes(request: HttpRequest, public_id: str, sort: str) -> HttpResponse:
    """The whole list, or what is chosen of it, as a table."""
    officer = officer_of(person_of(request), public_id)
    if sort not in SORTS:
        raise NotFound
    outcomes = outcomes_of_members(officer.delegation, **_chosen(request))
    content = outcomes_table(outcomes, zone=officer.delegation.edition.zone_id, sort=sort)
    answer = HttpResponse(content, content_type=Sort(sort).media_type)
    name = quote(f"{officer.delegation.name} {_('Outcomes')}.{sort}")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


def _chosen(request: HttpRequest) -> dict[str, str]:
    wishes = (("stage", OutcomeStage.values), ("kind", OutcomeKind.values))
    return {name: request.GET.get(name, "") if request.GET.get(name) in known else "" for name, known in wishes}
