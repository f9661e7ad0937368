"""What the fair writes to people, for operators to read: every kind in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.public import grants_here, person_of
from everfair.kernel.access import permission, require
from everfair.kernel.errors import NotFound
from everfair.kernel.languages import LANGUAGES
from everfair.notifications.access import can_preview_letters
from everfair.notifications.kinds import Kind, all_kinds, kind_of
from everfair.notifications.letters import tell, write_letter
from everfair.notifications.tasks import post_sample
from everfair.notifications.wording import Wording, keepable

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from everfair.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Sample:
    """A kind in one language, as its reader gets it."""

    language: str
    wording: Wording
    mail: str


@permission("notifications.preview_letters")
@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    _require_operator(request)
    groups: dict[str, list[Kind]] = {}
    for kind in all_kinds():
        groups.setdefault(str(kind.group), []).append(kind)
    return render(request, "notifications/letters.html", {"groups": groups, "current_tab": "letters"})


@permission("notifications.preview_letters")
@never_cache
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    kind = _kind(request, key)
    samples = [_sample(kind, person_of(request), language) for language in LANGUAGES]
    words = {"kind": kind, "samples": samples, "current_tab": "letters"}
    return render(request, "notifications/letter.html", words)


@permission("notifications.preview_letters")
@require_POST
def send_test(request: HttpRequest, key: str) -> HttpResponse:
    kind, person = _kind(request, key), person_of(request)
    post_sample.defer(kind=kind.key, person=person.public_id)
    messages.success(request, _("The test letter is on its way to %(address)s.") % {"address": person.email})
    return redirect("notifications:letter-view", key)


def _sample(kind: Kind, person: Person, language: str) -> Sample:
    """Write to the operator as if they read this language; nothing is saved."""
    person.language = language
    told = tell(kind, keepable(kind.sample), url="/", language=language)
    return Sample(language, told.wording, str(write_letter(person, [told]).body))


def _kind(request: HttpRequest, key: str) -> Kind:
    _require_operator(request)
    kind = kind_of(key)
    if kind is None:
        raise NotFound
    return kind


def _require_operator(request: HttpRequest) -> None:
    require(can_preview_letters(grants_here(request)))
