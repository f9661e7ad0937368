"""Makes the card that a recording's playlists open with: the worker's job, after the end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.transaction import atomic

from everfair.kernel.events import log_event
from everfair.kernel.ids import new_public_id
from everfair.kernel.pages import purge
from everfair.live.domain.commands import tell_live
from everfair.live.download.parts import parts_of
from everfair.live.enums import RecordingState, StreamState
from everfair.live.models import Recording
from everfair.live.places import CARD, TAKES, TITLED, StreamPlace
from everfair.live.title_card.encoding import CardForm, as_segments
from everfair.live.title_card.pieces import draw, form_of, run
from everfair.live.title_card.words import words_of

if TYPE_CHECKING:
    from everfair.live.models import Stream

_RELATED = (
    "stream__edition",
    "stream__organisation",
    "stream__session__event__sector",
    "stream__booth__exhibitor__sector",
)


def renew_card(stream: str) -> None:
    """Make the card anew if what it says, or the form of the recording, has changed; take it away if not wanted.

    Whoever watches keeps the playlists that they began with: the new card has names of its own.
    """
    recording = Recording.objects.select_related(*_RELATED).filter(stream__public_id=stream).first()
    if recording is None or recording.stream.state != StreamState.ENDED:
        return
    form = form_of(parts_of(recording)) if _is_wanted(recording) else None
    key = _key(recording.stream, form) if form else ""
    if key == recording.card_key:
        return
    card = _make(recording.stream, form) if form else ""
    before = _note(recording, card, key)
    _drop_others(StreamPlace(settings.LIVE_ROOT, stream), {card, before})


def _is_wanted(recording: Recording) -> bool:
    return recording.has_card and recording.state != RecordingState.DELETED


def _key(stream: Stream, form: CardForm) -> str:
    return sha256(f"{words_of(stream).digest} {form}".encode()).hexdigest()


def _make(stream: Stream, form: CardForm) -> str:
    """Write the card beside the takes under a new name, whole or not at all; return the name."""
    place, card = StreamPlace(settings.LIVE_ROOT, stream.public_id), new_public_id()
    with tempfile.TemporaryDirectory(dir=place.folder, prefix="making-") as made:
        folder = Path(made) / CARD
        for track in ("video", "audio") if form.channels else ("video",):
            (folder / track).mkdir(parents=True)
        picture = draw(stream, form, Path(made))
        run(as_segments(picture, form, folder))
        (folder / CARD).touch()
        target = place.take(card, is_public=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        folder.replace(target)
    return card


def _note(recording: Recording, card: str, key: str) -> str:
    """Let the playlists open with the card; return the name of the one before."""
    with atomic():
        row = Recording.objects.select_for_update().get(pk=recording.pk)
        before, stream = row.card, recording.stream
        row.card, row.card_key = card, key
        row.save(update_fields=["card", "card_key"])
        if card:
            log_event("recording.card_made", actor=None, subject=stream, edition=stream.edition_id)
        tell_live("look", stream.public_id)
        purge(f"stream-{stream.public_id}")
    return before


def _drop_others(place: StreamPlace, kept: Collection[str]) -> None:
    """Delete older cards: nobody watches with them any more who did not begin two cards ago."""
    for mark in (place.folder / TAKES).glob(f"*/{CARD}"):
        if mark.parent.name not in kept:
            shutil.rmtree(mark.parent, ignore_errors=True)
            for path in place.folder.glob(f"*/{TITLED}-{mark.parent.name}-*.m3u8"):
                path.unlink(missing_ok=True)
