"""The captioning page: what is said is typed while it is said, or comes as a file afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.kernel.errors import DomainError, NotFound
from everfair.kernel.realtime import channel_token
from everfair.live.domain.caption_tracks import delete_captions, show_captions, upload_captions
from everfair.live.domain.captions import correct_cue, delete_cue, write_cue
from everfair.live.domain.plans import is_language
from everfair.live.enums import StreamState
from everfair.live.interfaces.caption_forms import CaptionUploadForm, read_moment
from everfair.live.interfaces.forms import FLOOR_LANGUAGES
from everfair.live.models.caption import LONGEST_CUE
from everfair.live.playback.media import has_recording
from everfair.live.playback.policy import watch_policy
from everfair.live.queries.captions import cue_of, cues_of, track_of, tracks_of
from everfair.live.views.desk import EVENTS_SECONDS
from everfair.live.views.desk_entry import REFUSED_FORM, Desk, at_desk, refuse
from everfair.live.views.posted import posted

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

PER_PAGE = 30


@require_safe
@never_cache
@at_desk("live.view_captions")
def captions(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    language = _language(desk, request.GET.get("language", ""))
    if request.headers.get("HX-Request"):
        return render(request, "live/captions_lines.html", _lines(request, desk, language))
    return _page(request, desk, language)


@at_desk("live.write_caption")
@posted("streams:captions")
def write(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Write a line; `at` is the moment that was on screen when its first letter was typed."""
    language, text = _language(desk, request.POST.get("language", "")), request.POST.get("text", "")
    try:
        write_cue(
            desk.stream, actor=desk.runner, language=language, text=text, at=read_moment(request.POST.get("at", ""))
        )
    except DomainError as refusal:
        return _after(request, desk, language, refusal=refusal, typed=text)
    return _after(request, desk, language)


@at_desk("live.change_caption")
@posted("streams:captions")
def change(request: HttpRequest, desk: Desk, cue: str) -> HttpResponseBase:
    """Correct a line, or take it out."""
    found = cue_of(desk.stream, cue)
    language = found.track.language
    try:
        if request.POST.get("do") == "delete":
            delete_cue(found, actor=desk.runner)
        else:
            correct_cue(found, actor=desk.runner, text=request.POST.get("text", ""))
    except DomainError as refusal:
        return _after(request, desk, language, refusal=refusal)
    return _after(request, desk, language)


@at_desk("live.upload_captions")
@posted("streams:captions")
def upload(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    language = _language(desk, request.POST.get("language", ""))
    form = CaptionUploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, desk, language, upload_form=form, status=REFUSED_FORM)
    language = form.cleaned_data["language"]
    try:
        done = upload_captions(desk.stream, actor=desk.runner, language=language, data=form.data_of_file())
    except DomainError as error:
        error.field = "file"
        return _page(request, desk, language, upload_form=form, status=refuse(form, error))
    kept = ngettext("One caption is kept.", "%(count)s captions are kept.", done.kept) % {"count": done.kept}
    messages.success(request, kept)
    if done.left_out:
        more = ngettext(
            "One lies after the end of the recording and was left out.",
            "%(count)s lie after the end of the recording and were left out.",
            done.left_out,
        )
        messages.warning(request, more % {"count": done.left_out})
    return _to_page(desk, language)


@at_desk("live.order_captions")
@posted("streams:captions")
def order(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Show the captions of a language, hide them, or take them out."""
    track = track_of(desk.stream, request.POST.get("language", ""))
    match request.POST.get("do", ""):
        case "show" | "hide" as said:
            show_captions(track, actor=desk.runner, is_shown=said == "show")
        case "delete":
            delete_captions(track, actor=desk.runner)
            messages.success(request, _("The captions are taken out."))
        case _:
            raise NotFound
    return _to_page(desk, track.language)


def _after(
    request: HttpRequest, desk: Desk, language: str, *, refusal: DomainError | None = None, typed: str = ""
) -> HttpResponseBase:
    """Show the lines to the script; a plain form leads back to the whole page."""
    status = refusal.status if refusal else 200
    if request.headers.get("HX-Request"):
        context = _lines(request, desk, language)
        return render(request, "live/captions_lines.html", {**context, "refusal": refusal}, status=status)
    if refusal:
        return _page(request, desk, language, refusal=refusal, typed=typed, status=status)
    return _to_page(desk, language)


def _page(request: HttpRequest, desk: Desk, language: str, *, status: int = 200, **words: Any) -> HttpResponse:
    """Write the whole page; `words` are what was refused."""
    stream = desk.stream
    context = {
        **_lines(request, desk, language),
        "tracks": tracks_of(stream),
        "languages": _languages(language),
        "longest": LONGEST_CUE,
        "has_recording": has_recording(stream),
        "upload_form": CaptionUploadForm(initial={"language": language}),
        "events": channel_token([stream.team_channel], key=settings.SECRET_KEY, seconds=EVENTS_SECONDS),
        **words,
    }
    answer = render(request, "live/captions.html", context, status=status)
    answer["Content-Security-Policy"] = watch_policy(stream)
    return answer


def _lines(request: HttpRequest, desk: Desk, language: str) -> dict[str, Any]:
    page = Paginator(cues_of(desk.stream, language), PER_PAGE).get_page(request.GET.get("page"))
    is_over = desk.stream.state in (StreamState.ENDED, StreamState.SCHEDULED)
    return {
        "stream": desk.stream,
        "edition": desk.stream.edition,
        "chosen": language,
        "page": page,
        "is_over": is_over,
        "longest": LONGEST_CUE,
    }


def _language(desk: Desk, asked: str) -> str:
    return asked if is_language(asked) else desk.stream.language


def _languages(chosen: str) -> list[tuple[str, Any]]:
    known = dict(FLOOR_LANGUAGES)
    return [*FLOOR_LANGUAGES] if chosen in known else [(chosen, chosen), *FLOOR_LANGUAGES]


def _to_page(desk: Desk, language: str) -> HttpResponseBase:
    address = reverse("streams:captions", args=[desk.stream.public_id])
    return redirect(f"{address}?{urlencode({'language': language})}")
