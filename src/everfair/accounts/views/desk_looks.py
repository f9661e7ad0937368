"""Support looks as a person sees: begin, end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from everfair.accounts.access import can_look_as, can_search_people
from everfair.accounts.domain.support import begin_look, end_look
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.desk import grants_here
from everfair.accounts.interfaces.desk_forms import LookForm
from everfair.accounts.interfaces.looking import begin_in_session, find_look, forget_in_session
from everfair.accounts.queries.grants import grants_of
from everfair.accounts.queries.people import person_for_desk
from everfair.accounts.views.desk_person import person_page
from everfair.kernel.access import permission, require

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("accounts.look_as_person")
@never_cache
@require_POST
def begin(request: HttpRequest, public_id: str) -> HttpResponse:
    require(can_search_people(grants_here(request)))
    person = person_for_desk(public_id)
    require(can_look_as(grants_here(request), grants_of(person)))
    form = LookForm(request.POST, auto_id="look_%s")
    if not form.is_valid():
        return person_page(request, person, look_form=form)
    begin_in_session(request, begin_look(person, supporter=person_of(request), reason=form.cleaned_data["reason"]))
    return redirect("accounts:me")


@permission("accounts.end_look")
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End the look of this session; without one there is nothing to end, and that is fine."""
    look = find_look(request, person_of(request))
    forget_in_session(request)
    if look is None:
        return redirect("accounts:me")
    end_look(look)
    return redirect("accounts:person-view", look.person.public_id)
