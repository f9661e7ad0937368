"""The page of what stays of a stream: publish or hold back, trim, download."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.kernel.clock import now
from everfair.kernel.errors import DomainError, NotFound
from everfair.live.domain.keeping import last_day
from everfair.live.domain.recordings import (
    ask_for_file,
    keep_for_team,
    leave_card_out,
    missing_consents,
    publish_by_itself,
    publish_recording,
    set_download,
    show_card,
    trim_recording,
    withhold_recording,
)
from everfair.live.enums import DownloadRight
from everfair.live.interfaces.agenda_form import AgendaForm
from everfair.live.interfaces.keep_forms import KeepForm
from everfair.live.interfaces.recording_forms import ChapterForm, DownloadForm, SpeakerForm, TrimForm, trim_initial
from everfair.live.queries.recording import kept_of
from everfair.live.views.desk_entry import REFUSED_FORM, Desk, at_desk, refuse

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from everfair.live.models import Stream

_MOVES: dict[str, Callable[..., object]] = {
    "publish": publish_recording,
    "withhold": withhold_recording,
    "file": ask_for_file,
    "card": show_card,
    "no-card": leave_card_out,
    "by-itself": publish_by_itself,
    "keep": keep_for_team,
}


@require_safe
@never_cache
@at_desk("live.view_recording_desk")
def show_recording(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    return show(request, desk)


@require_POST
@at_desk("live.publish_recording")
def move(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Publish, hold back, or have the file made."""
    act = _MOVES.get(request.POST.get("do", ""))
    if act is None:
        raise NotFound
    try:
        act(desk.stream, actor=desk.runner)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return to_recording(desk.stream)


@require_POST
@at_desk("live.trim_recording")
def trim(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    form = TrimForm(zone_of(desk.stream), request.POST)
    if not form.is_valid():
        return show(request, desk, trim_form=form, status=REFUSED_FORM)
    try:
        trim_recording(desk.stream, actor=desk.runner, from_at=form.moment("from_at"), until_at=form.moment("until_at"))
    except DomainError as error:
        return show(request, desk, trim_form=form, status=refuse(form, error))
    messages.success(request, _("Saved."))
    return to_recording(desk.stream)


@require_POST
@at_desk("live.set_download")
def download(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    form = DownloadForm(request.POST)
    if not form.is_valid():
        return show(request, desk, download_form=form, status=REFUSED_FORM)
    try:
        set_download(desk.stream, DownloadRight(form.cleaned_data["download"]), actor=desk.runner)
    except DomainError as error:
        return show(request, desk, download_form=form, status=refuse(form, error))
    messages.success(request, _("Saved."))
    return to_recording(desk.stream)


def show(request: HttpRequest, desk: Desk, *, status: int = 200, **words: Any) -> HttpResponse:
    """Write the whole page; `words` are forms that were refused."""
    stream, zone = desk.stream, zone_of(desk.stream)
    kept = kept_of(stream)
    moment = {"at": now().astimezone(zone).replace(tzinfo=None, microsecond=0)}
    context: dict[str, Any] = {
        "stream": stream,
        "edition": stream.edition,
        "kept": kept,
        "missing": missing_consents(stream),
        "chapter_form": ChapterForm(zone, initial=moment),
        "agenda_form": AgendaForm(stream),
        "speaker_form": SpeakerForm(),
    }
    if kept.recording:
        kept.recording.stream = stream
        context["keep_form"] = KeepForm(initial={"until": kept.recording.keep_until})
        context["last_day"] = last_day(kept.recording)
        context["rule_days"] = settings.OPTIONS.keep_recordings_days
        context["trim_form"] = TrimForm(zone, initial=trim_initial(kept.recording, zone))
        context["download_form"] = DownloadForm(initial={"download": kept.recording.download})
    return render(request, "live/recording.html", {**context, **words}, status=status)


def to_recording(stream: Stream) -> HttpResponseBase:
    return redirect("streams:recording", stream.public_id)


def zone_of(stream: Stream) -> ZoneInfo:
    return ZoneInfo(stream.edition.zone_id)
