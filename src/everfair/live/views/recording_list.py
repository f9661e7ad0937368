"""The lists on a recording's page: chapters, and the speakers whose consent it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everfair.kernel.errors import DomainError, NotFound
from everfair.kernel.languages import DEFAULT_LANGUAGE
from everfair.live.domain.chapters import remove_chapter, set_chapter
from everfair.live.domain.speakers import add_speaker, ask_speaker, key_of, note_answer, remove_speaker
from everfair.live.interfaces.recording_forms import ChapterForm, SpeakerForm
from everfair.live.models import Chapter, Speaker
from everfair.live.views.desk_entry import REFUSED_FORM, Desk, at_desk, refuse
from everfair.live.views.recording import show, to_recording, zone_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


@require_POST
@at_desk("live.set_chapter")
def set_(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    form = ChapterForm(zone_of(desk.stream), request.POST)
    at = form.moment("at") if form.is_valid() else None
    if at is None:
        return show(request, desk, chapter_form=form, status=REFUSED_FORM)
    try:
        set_chapter(desk.stream, actor=desk.runner, at=at, title=form.text("title"))
    except DomainError as error:
        return show(request, desk, chapter_form=form, status=refuse(form, error))
    messages.success(request, _("The chapter is set."))
    return to_recording(desk.stream)


@require_POST
@at_desk("live.remove_chapter")
def remove(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    chapter = Chapter.objects.filter(stream=desk.stream, public_id=request.POST.get("chapter", "")).first()
    if chapter is None:
        raise NotFound
    remove_chapter(chapter, actor=desk.runner)
    messages.success(request, _("The chapter is taken out."))
    return to_recording(desk.stream)


@require_POST
@at_desk("live.add_speaker")
def add_speaker_(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    form = SpeakerForm(request.POST)
    if not form.is_valid():
        return show(request, desk, speaker_form=form, status=REFUSED_FORM)
    try:
        add_speaker(desk.stream, actor=desk.runner, name=form.cleaned_data["name"], email=form.cleaned_data["email"])
    except DomainError as error:
        return show(request, desk, speaker_form=form, status=refuse(form, error))
    messages.success(request, _("The recording needs this speaker's consent now."))
    return to_recording(desk.stream)


@require_POST
@at_desk("live.move_speaker")
def move_speaker(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Ask, note an answer, or take off the list."""
    speaker = (
        Speaker.objects.select_related("stream")
        .filter(stream=desk.stream, public_id=request.POST.get("speaker", ""))
        .first()
    )
    if speaker is None:
        raise NotFound
    try:
        _move(request, speaker, desk)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return to_recording(desk.stream)


def _move(request: HttpRequest, speaker: Speaker, desk: Desk) -> None:
    match request.POST.get("do", ""):
        case "ask":
            address = request.build_absolute_uri(reverse("streams:consent", args=[key_of(speaker)]))
            language = getattr(request, "LANGUAGE_CODE", DEFAULT_LANGUAGE)
            ask_speaker(speaker, actor=desk.runner, language=language, address=address)
            messages.success(request, _("The letter to %(name)s is on its way.") % {"name": speaker.name})
        case "agrees" | "refuses" as said:
            note_answer(speaker, actor=desk.runner, agrees=said == "agrees")
        case "remove":
            remove_speaker(speaker, actor=desk.runner)
        case _:
            raise NotFound
