"""The outcome list, which is the deal ledger too."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import permission
from everfair.kernel.pages import add_tags, public_page
from everfair.publishing.enums import OutcomeKind, OutcomeStage
from everfair.publishing.queries.outcomes import PAGE_SIZE, kind_counts, outcomes_of, stage_totals


@permission("publishing.view_outcomes", public=True)
@require_safe
@public_page("outcomes")
def show_outcomes(request: HttpRequest, edition: str) -> HttpResponse:
    fair = edition_by_slug(edition)
    stage = _known(request.GET.get("stage", ""), OutcomeStage.values)
    kind = _known(request.GET.get("kind", ""), OutcomeKind.values)
    context = {
        "edition": fair,
        "stage": stage,
        "kind": kind,
        "totals": stage_totals(fair),
        "kinds": kind_counts(fair, stage),
        "page": Paginator(outcomes_of(fair, stage=stage, kind=kind), PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return add_tags(render(request, "publishing/outcomes.html", context), f"edition-{edition}")


def _known(wish: str, choices: list[str]) -> str:
    return wish if wish in choices else ""
