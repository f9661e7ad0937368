"""Chapters: the places in a stream that viewers jump to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.db.transaction import atomic

from everfair.kernel.access import require
from everfair.kernel.events import log_event
from everfair.kernel.realtime import publish
from everfair.kernel.text import Text
from everfair.live.access import can_run_stream
from everfair.live.errors import ChapterThere, TitleMissing, TitleTooLong
from everfair.live.models import Chapter, Stream

if TYPE_CHECKING:
    from everfair.live.runner import Runner

LONGEST_TITLE = 120


def set_chapter(stream: Stream, *, actor: Runner, at: datetime, title: Text) -> Chapter:
    """Set a chapter at a moment; `ChapterThere` when that second has one."""
    require(can_run_stream(actor.grants, actor.members, stream))
    _ensure_title(title)
    try:
        with atomic():
            chapter = Chapter.objects.create(stream=stream, at=at.replace(microsecond=0), title=title)
            log_event("stream.chapter_set", actor=actor.person, subject=stream, edition=stream.edition_id)
            publish(stream.channel, "chapters", {"id": chapter.public_id})
    except IntegrityError as error:
        raise ChapterThere(field="at") from error
    return chapter


def set_chapters(stream: Stream, *, actor: Runner, chapters: Mapping[datetime, Text], replaces: bool) -> int:
    """Set many at once, with or instead of those that are there; returns how many.

    One that is there at the same second keeps its words in languages that the new one does not have.
    """
    require(can_run_stream(actor.grants, actor.members, stream))
    for title in chapters.values():
        _ensure_title(title)
    with atomic():
        Stream.objects.select_for_update().get(pk=stream.pk)
        there = {chapter.at: chapter for chapter in Chapter.objects.filter(stream=stream)}
        if replaces:
            Chapter.objects.filter(stream=stream).delete()
            there = {}
        fresh = [Chapter(stream=stream, at=at, title=title) for at, title in chapters.items() if at not in there]
        Chapter.objects.bulk_create(fresh)
        for chapter in (there[at] for at in chapters if at in there):
            chapter.title = Text({**chapter.title, **chapters[chapter.at]})
            chapter.save(update_fields=["title"])
        log_event(
            "stream.chapters_set",
            actor=actor.person,
            subject=stream,
            edition=stream.edition_id,
            count=len(chapters),
            replaced=replaces,
        )
        publish(stream.channel, "chapters", {"id": ""})
    return len(chapters)


def remove_chapter(chapter: Chapter, *, actor: Runner) -> None:
    stream = chapter.stream
    require(can_run_stream(actor.grants, actor.members, stream))
    with atomic():
        if Chapter.objects.filter(pk=chapter.pk).delete()[0]:
            log_event("stream.chapter_removed", actor=actor.person, subject=stream, edition=stream.edition_id)
            publish(stream.channel, "chapters", {"id": chapter.public_id})


def _ensure_title(title: Text) -> None:
    words = list(title.values())
    if not any(words):
        raise TitleMissing(field="title")
    if any(len(word) > LONGEST_TITLE for word in words):
        raise TitleTooLong(longest=LONGEST_TITLE, field="title")
