"""What webhooks can be told of: each kind says which events it comes from, and what it tells of one.

A kind is one `offer` more; `handlers` subscribes to its events.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from everfair.live.public import card_known_to_all

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from everfair.kernel.models import Event
    from everfair.live.public import StreamCard

Facts = Mapping[str, Any]
TEST = "test"


@dataclass(frozen=True, slots=True)
class Hook:
    """`facts` returns what is public of an event, and None for one that webhooks are not told of."""

    kind: str
    words: _StrOrPromise
    events: tuple[str, ...]
    facts: Callable[[Event], Facts | None]


_hooks: dict[str, Hook] = {}


def offer(hook: Hook) -> None:
    _hooks[hook.kind] = hook


def hooks() -> list[Hook]:
    return list(_hooks.values())


def hooks_of(event_name: str) -> list[Hook]:
    return [hook for hook in _hooks.values() if event_name in hook.events]


def words_of(kind: str) -> str:
    """Return what a kind is called; a kind that an older Everfair knew keeps its name."""
    if kind == TEST:
        return str(_("Test"))
    return str(_hooks[kind].words) if kind in _hooks else kind


def _started(event: Event) -> Facts | None:
    card = card_known_to_all(event.subject_id)
    return {"stream": _stream(card)} if card else None


def _stopped(event: Event) -> Facts | None:
    """Tell of a pause or an end; a stream that was called off had never begun."""
    card = card_known_to_all(event.subject_id)
    if card is None or card.on_air_at is None:
        return None
    return {"reason": "paused" if event.name == "stream.paused" else "ended", "stream": _stream(card)}


def _recorded(event: Event) -> Facts | None:
    card = card_known_to_all(event.subject_id)
    return {"stream": _stream(card), "recording": {"page": _whole(card.url)}} if card else None


def _stream(card: StreamCard) -> Facts:
    return {
        "id": card.public_id,
        "title": dict(card.title),
        "language": card.language,
        "audience": card.audience,
        "page": _whole(card.url),
        "playlist": card.playlist,
    }


def _whole(path: str) -> str:
    return str(settings.OPTIONS.address + path)


offer(Hook("stream.started", _("A stream went on air"), ("stream.went_on_air",), _started))
offer(Hook("stream.stopped", _("A stream was paused or ended"), ("stream.paused", "stream.ended"), _stopped))
offer(Hook("recording.published", _("A recording was published"), ("recording.published",), _recorded))
