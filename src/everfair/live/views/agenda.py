"""Chapters from the agenda: pasted, looked at, saved in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from everfair.live.domain.chapters import set_chapters
from everfair.live.interfaces.agenda_form import AgendaForm
from everfair.live.models import Chapter
from everfair.live.views.desk_entry import REFUSED_FORM, Desk, at_desk
from everfair.live.views.recording import to_recording

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_desk("live.set_chapters")
def show_agenda(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Take a pasted agenda; show what would become of it, or save that."""
    stream = desk.stream
    if request.method != "POST":
        return _page(request, desk, AgendaForm(stream))
    form = AgendaForm(stream, request.POST)
    if not form.is_valid():
        return _page(request, desk, form, status=REFUSED_FORM)
    if request.POST.get("do") == "save" and (chapters := form.chapters()):
        count = set_chapters(stream, actor=desk.runner, chapters=chapters, replaces=form.replaces)
        messages.success(request, _done(count))
        return to_recording(stream)
    return _page(request, desk, form)


def _page(request: HttpRequest, desk: Desk, form: AgendaForm, *, status: int = 200) -> HttpResponseBase:
    there = set(Chapter.objects.filter(stream=desk.stream).values_list("at", flat=True))
    is_read = form.is_bound and form.is_valid()
    context = {
        "stream": desk.stream,
        "edition": desk.stream.edition,
        "form": form,
        "has_chapters": bool(there),
        "is_read": is_read,
        "marks": form.marks(there) if is_read else [],
        "leftovers": form.leftovers() if is_read else [],
    }
    return render(request, "live/agenda.html", context, status=status)


def _done(count: int) -> str:
    return ngettext("%(count)s chapter is set.", "%(count)s chapters are set.", count) % {"count": count}
