"""Opening the next edition of a fair."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from everfair.accounts.public import grants_of, person_of
from everfair.fairs.access import can_open_edition
from everfair.fairs.domain.edition import open_edition
from everfair.fairs.interfaces.forms import EditionForm
from everfair.fairs.queries.editions import edition_by_slug, editions_of
from everfair.kernel.access import permission, require
from everfair.kernel.errors import DomainError

REFUSED_FORM = 422


@require_http_methods(["GET", "POST"])
@permission("fairs.open_edition")
def open_next(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_by_slug(edition)
    person = person_of(request)
    require(can_open_edition(grants_of(person), editions_of(here).values_list("pk", flat=True)))
    form = EditionForm(request.POST or None, initial={"zone_id": here.zone_id})
    status = 200
    if request.method == "POST":
        status = REFUSED_FORM
        if form.is_valid():
            try:
                opened = open_edition(here.fair, actor=person, plan=form.plan())
            except DomainError as error:
                form.add_error(error.field if error.field in form.fields else None, str(error))
                status = error.status
            else:
                messages.success(request, _("The edition is in preparation. Add its zones, then open it."))
                return redirect("fairs:desk", opened.slug)
    return render(request, "fairs/open_edition.html", {"edition": here, "form": form}, status=status)
