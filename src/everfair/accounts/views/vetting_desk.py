"""The vetting desk: who waits for an answer, and one answer to several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.domain.vetting import Answered, answer_several, approve_organisation, refuse_organisation
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.desk_filter import filters, read_wanted
from everfair.accounts.interfaces.desk_rows import desk_rows
from everfair.accounts.interfaces.next_page import next_page
from everfair.accounts.interfaces.vetting_forms import SeveralForm
from everfair.accounts.queries.places import zones_with_applications
from everfair.accounts.queries.vetting import Wanted, countries_with_applications, desk_page, within_reach
from everfair.accounts.views.vetting import vetters_grants
from everfair.kernel.access import permission

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

VERBS = {"approve": approve_organisation, "refuse": refuse_organisation}


@permission("accounts.vet_organisations")
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    return _desk(request, request.GET, SeveralForm())


@permission("accounts.vet_organisations")
@never_cache
@require_POST
def several(request: HttpRequest) -> HttpResponse:
    """Give the chosen ones the same answer; a complaint keeps choice, words and filters."""
    vetters_grants(request)
    back = next_page(request, reverse("accounts:organisation-vetting"))
    form = SeveralForm(request.POST)
    if not form.is_valid():
        return _desk(request, QueryDict(urlsplit(back).query), form)
    verb, words = form.cleaned_data["verb"], form.cleaned_data["words"]
    answered = answer_several(form.cleaned_data["chosen"], VERBS[verb], actor=person_of(request), words=words)
    messages.success(request, _sentence(verb, answered))
    return redirect(back)


def _desk(request: HttpRequest, query: QueryDict, form: SeveralForm) -> HttpResponse:
    grants = vetters_grants(request)
    wanted, reach = read_wanted(query), within_reach(grants)
    back = f"{reverse('accounts:organisation-vetting')}?{query.urlencode()}"
    page = desk_page(grants, wanted)
    words: dict[str, Any] = {
        "current_tab": "vetting",
        "page": page,
        "rows": list(desk_rows(page, back=back)),
        "wanted": wanted,
        "filters": list(filters(wanted, zones_with_applications(reach), countries_with_applications(grants))),
        "form": form,
        "chosen": set(form.data.getlist("chosen")) if isinstance(form.data, QueryDict) else set(),
        "back": back,
    }
    words["is_filtered"] = wanted != Wanted(after=wanted.after, before=wanted.before)
    return render(request, "accounts/vetting_desk.html", words, status=422 if form.is_bound else 200)


def _sentence(verb: str, answered: Answered) -> str:
    done, skipped = answered.done, answered.skipped
    if verb == "approve":
        said = ngettext("%(count)s application is approved.", "%(count)s applications are approved.", done)
    else:
        said = ngettext("%(count)s application is refused.", "%(count)s applications are refused.", done)
    if not skipped:
        return said % {"count": done}
    left = ngettext(
        "%(count)s was skipped, because it was answered or changed meanwhile.",
        "%(count)s were skipped, because they were answered or changed meanwhile.",
        skipped,
    )
    return _("%(done)s %(skipped)s") % {"done": said % {"count": done}, "skipped": left % {"count": skipped}}
