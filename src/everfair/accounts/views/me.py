"""My account: who I am, whom I act for, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from everfair.accounts.access import can_vet_organisations
from everfair.accounts.domain.people import change_preferences
from everfair.accounts.interfaces.acting import chosen_member, person_of
from everfair.accounts.interfaces.language_cookie import remember_language
from everfair.accounts.interfaces.me_forms import PreferencesForm
from everfair.accounts.queries.grants import grants_of
from everfair.accounts.queries.members import memberships_of
from everfair.accounts.queries.organisations import answers_to
from everfair.kernel.access import permission

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("accounts.view_me")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    given = {"name": person.name, "language": person.language, "time_zone": person.time_zone}
    form = PreferencesForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_bound and form.is_valid():
        person = change_preferences(person, **form.cleaned_data)
        with override(person.language):
            messages.success(request, _("Your account is changed."))
        return remember_language(redirect("accounts:me"), person.language)
    return _page(request, form)


def _page(request: HttpRequest, form: PreferencesForm) -> HttpResponse:
    person = person_of(request)
    members = memberships_of(person)
    answers = answers_to(members)
    words = {
        "form": form,
        "person": person,
        "members": [(member, answers.get(member.organisation.public_id)) for member in members],
        "acting": chosen_member(request, members),
        "can_vet": can_vet_organisations(grants_of(person)),
    }
    return render(request, "accounts/me.html", words, status=422 if form.is_bound else 200)
