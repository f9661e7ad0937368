"""How long a recording is kept: set by its team, prolonged by the link of a letter, ended by deleting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from everfair.kernel.access import permission
from everfair.kernel.errors import DomainError, NotFound
from everfair.live.domain.deleting import delete_recording
from everfair.live.domain.keeping import keep_on, keep_until, last_day, recording_by_key
from everfair.live.enums import RecordingState, StreamState
from everfair.live.interfaces.keep_forms import DeleteForm, KeepForm
from everfair.live.models import Recording
from everfair.live.views.desk_entry import REFUSED_FORM, Desk, at_desk, refuse
from everfair.live.views.recording import show, to_recording

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


@require_POST
@at_desk("live.keep_recording")
def set_end(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Set the day, or with `do=ever` leave it to the fair's rule."""
    words = {} if request.POST.get("do") == "ever" else request.POST
    form = KeepForm(words)
    if not form.is_valid():
        return show(request, desk, keep_form=form, status=REFUSED_FORM)
    try:
        keep_until(desk.stream, form.cleaned_data["until"], actor=desk.runner)
    except DomainError as error:
        return show(request, desk, keep_form=form, status=refuse(form, error))
    messages.success(request, _("Saved."))
    return to_recording(desk.stream)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_desk("live.delete_recording")
def delete(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Ask for the title, then delete."""
    form, status = DeleteForm(request.POST or None), 200
    if not _is_there(desk):
        return to_recording(desk.stream)
    if request.method == "POST":
        status = REFUSED_FORM
        if form.is_valid():
            try:
                delete_recording(desk.stream, actor=desk.runner, typed=form.cleaned_data["title"])
            except DomainError as error:
                status = refuse(form, error)
            else:
                messages.success(request, _("The recording is deleted."))
                return to_recording(desk.stream)
    context = {"stream": desk.stream, "edition": desk.stream.edition, "form": form}
    return render(request, "live/recording_delete.html", context, status=status)


@permission("live.prolong_recording", public=True)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, key: str) -> HttpResponseBase:
    """Keep a recording for a year more: for whoever holds the letter's link."""
    recording, day = recording_by_key(key)
    if recording.state == RecordingState.DELETED or recording.stream.state != StreamState.ENDED:
        raise NotFound
    if request.method == "POST":
        keep_on(recording, day)
        return redirect("streams:keep", key)
    context = {"stream": recording.stream, "until": last_day(recording), "is_open": last_day(recording) == day}
    return render(request, "live/keep.html", context)


def _is_there(desk: Desk) -> bool:
    recording = Recording.objects.filter(stream=desk.stream).exclude(state=RecordingState.DELETED)
    return desk.stream.state == StreamState.ENDED and recording.exists()
