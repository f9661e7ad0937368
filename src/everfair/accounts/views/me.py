"""My account: who I am, whom I act for, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from everfair.accounts.access import can_enter_desk
from everfair.accounts.domain.people import change_preferences
from everfair.accounts.interfaces.acting import chosen_member, person_of
from everfair.accounts.interfaces.desk import grants_here
from everfair.accounts.interfaces.language_cookie import remember_language
from everfair.accounts.interfaces.me_forms import AvatarForm, PreferencesForm
from everfair.accounts.queries.members import memberships_of
from everfair.accounts.queries.organisations import answers_to
from everfair.kernel.access import permission

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from everfair.accounts.models import Person


@permission("accounts.view_me")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = PreferencesForm(request.POST if request.method == "POST" else None, initial=_given(person))
    if form.is_bound and form.is_valid():
        person = change_preferences(person, **form.cleaned_data)
        with override(person.language):
            messages.success(request, _("Your account is changed."))
        return remember_language(redirect("accounts:me"), person.language)
    return me_page(request, form=form)


def me_page(
    request: HttpRequest, *, form: PreferencesForm | None = None, avatar_form: AvatarForm | None = None
) -> HttpResponse:
    """Show the overview; a form that was sent comes back with what was typed."""
    person = person_of(request)
    form = form or PreferencesForm(initial=_given(person))
    members = memberships_of(person)
    answers = answers_to(members)
    words = {
        "current_tab": "me",
        "form": form,
        "avatar_form": avatar_form or AvatarForm(),
        "person": person,
        "members": [(member, answers.get(member.organisation.public_id)) for member in members],
        "acting": chosen_member(request, members),
        "has_desk": can_enter_desk(grants_here(request)),
    }
    return render(request, "accounts/me.html", words, status=422 if form.is_bound or avatar_form else 200)


def _given(person: Person) -> dict[str, str]:
    return {"name": person.name, "language": person.language, "time_zone": person.time_zone}
