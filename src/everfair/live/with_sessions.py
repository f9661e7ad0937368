"""What the programme shows beside a session that is streamed: where to watch it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from everfair.live.enums import StreamState
from everfair.live.notices import day_in_words
from everfair.live.queries.streams import StreamCard, streams_of_sessions
from everfair.programme.public import SessionLink, show_with_session

if TYPE_CHECKING:
    from everfair.fairs.models import Edition


def link_streams(edition: Edition, session_ids: Sequence[int]) -> dict[int, SessionLink]:
    cards = streams_of_sessions(edition, session_ids)
    return {session_id: _link(card) for session_id, card in cards.items()}


def _link(card: StreamCard) -> SessionLink:
    return SessionLink(_words(card), card.url, f"stream-{card.public_id}", is_urgent=card.is_on_air)


def _words(card: StreamCard) -> str:
    if card.is_on_air:
        return _("Watch live")
    if card.state == StreamState.SCHEDULED:
        return _("Will be streamed")
    if card.kept_until:
        return _("The recording was kept until %(day)s") % {"day": str(day_in_words(card.kept_until))}
    return _("Watch the recording") if card.has_recording else _("About the stream")


show_with_session(link_streams)
