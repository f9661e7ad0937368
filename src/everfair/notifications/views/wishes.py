"""How I am told: kinds and channels, hours, devices, and what is wrong with my address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from everfair.accounts.public import person_of
from everfair.kernel.access import permission
from everfair.kernel.errors import DomainError
from everfair.notifications.domain.mail_problems import solve_problem
from everfair.notifications.domain.wishes import change_wishes
from everfair.notifications.enums import Channel
from everfair.notifications.interfaces.wishes_form import WishesForm
from everfair.notifications.models import Device, MailProblem
from everfair.notifications.push.keys import browser_key
from everfair.notifications.queries.wishes import reader

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("notifications.change_wishes")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    form = WishesForm(reader(person_of(request)), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _change(request, form):
        messages.success(request, _("From now on you are told as you chose here."))
        return redirect("notifications:preference-edit")
    return _page(request, form)


@permission("notifications.change_wishes")
@require_POST
def mail_works(request: HttpRequest) -> HttpResponse:
    """The person says that their address works again."""
    person = person_of(request)
    if solve_problem(person.email, actor=person):
        messages.success(request, _("We write to %(address)s again.") % {"address": person.email})
    return redirect("notifications:preference-edit")


def _change(request: HttpRequest, form: WishesForm) -> bool:
    try:
        change_wishes(person_of(request), form.choices(), form.times())
    except DomainError as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    return True


def _page(request: HttpRequest, form: WishesForm) -> HttpResponse:
    person = person_of(request)
    words = {
        "current_tab": "notifications",
        "form": form,
        "person": person,
        "channels": list(Channel),
        "devices": Device.objects.filter(person=person).order_by("id"),
        "problem": MailProblem.objects.filter(address=person.email.lower(), solved_at=None).first(),
        "push_key": browser_key(settings.OPTIONS.home),
    }
    return render(request, "notifications/wishes.html", words, status=422 if form.is_bound else 200)
