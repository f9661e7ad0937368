"""A person's picture: sent and removed by its owner, seen by whoever is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.domain.avatars import change_avatar, remove_avatar
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.me_forms import AvatarForm
from everfair.accounts.models import Person
from everfair.accounts.views.me import me_page
from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound
from everfair.kernel.uploads import answer_upload

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

ONE_DAY = 24 * 3600


@permission("accounts.change_avatar")
@never_cache
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    form = AvatarForm(request.POST, request.FILES)
    if not form.is_valid():
        return me_page(request, avatar_form=form)
    change_avatar(person_of(request), form.cleaned_data["picture"])
    messages.success(request, _("This is your picture now."))
    return redirect("accounts:me")


@permission("accounts.change_avatar")
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    remove_avatar(person_of(request))
    messages.success(request, _("Your picture is removed."))
    return redirect("accounts:me")


@permission("accounts.view_avatar")
@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The address changes with the picture, so browsers may keep it."""
    del request
    person = Person.objects.filter(public_id=public_id, is_active=True).select_related("avatar").first()
    if person is None or person.avatar is None:
        raise NotFound
    answer = answer_upload(person.avatar, inline=True)
    answer["Cache-Control"] = f"private, max-age={ONE_DAY}"
    return answer
