"""Addresses under /streams/<stream>/: what stays of a stream, and who speaks in it."""

from __future__ import annotations

from django.urls import URLPattern, path

from everfair.live.views import agenda, consent, download, keeping, recording, recording_list

urlpatterns: list[URLPattern] = [
    path("keep/<str:key>", keeping.keep, name="keep"),
    path("consent/<str:key>", consent.answer, name="consent"),
    path("<slug:stream>/download", download.download, name="download"),
    path("<slug:stream>/recording", recording.show_recording, name="recording"),
    path("<slug:stream>/recording/move", recording.move, name="recording-move"),
    path("<slug:stream>/recording/trim", recording.trim, name="recording-trim"),
    path("<slug:stream>/recording/download", recording.download, name="recording-download"),
    path("<slug:stream>/recording/keep", keeping.set_end, name="recording-keep"),
    path("<slug:stream>/recording/delete", keeping.delete, name="recording-delete"),
    path("<slug:stream>/chapters", recording_list.set_, name="chapter-set"),
    path("<slug:stream>/chapters/agenda", agenda.show_agenda, name="agenda"),
    path("<slug:stream>/chapters/remove", recording_list.remove, name="chapter-remove"),
    path("<slug:stream>/speakers", recording_list.add_speaker_, name="speaker-add"),
    path("<slug:stream>/speakers/move", recording_list.move_speaker, name="speaker-move"),
]
