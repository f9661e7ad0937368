"""People search: whom the desk looks after, and who runs the fair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.accounts.access import can_search_people
from everfair.accounts.domain.people_search import note_search
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.desk import grants_here
from everfair.accounts.queries.people import SHORTEST, search_people, staff_of
from everfair.kernel.access import permission, require
from everfair.kernel.text import is_readable

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 30
LONGEST = 120


@permission("accounts.search_people")
@never_cache
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Without words, those who run the reader's editions; with words, people by name or mail address."""
    grants = grants_here(request)
    require(can_search_people(grants))
    asked = request.GET.get("q", "").strip()
    words = {"current_tab": "people", "q": asked, "page": None}
    if len(asked) < SHORTEST or len(asked) > LONGEST or not is_readable(asked):
        staff = staff_of({grant.edition_id for grant in grants})
        return render(request, "accounts/desk/people.html", {**words, "staff": staff, "is_unsearchable": bool(asked)})
    page = Paginator(search_people(asked), PER_PAGE).get_page(request.GET.get("page"))
    note_search(person_of(request), asked, found=page.paginator.count)
    return render(request, "accounts/desk/people.html", {**words, "page": page})
