"""What the team of a stream should do next, and which buttons it gets: pure, from the state and what arrives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.live.enums import STREAM_MOVES, EndedBy, StreamState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from everfair.live.models import Stream


class Move(StrEnum):
    """What a button of the desk asks for."""

    REHEARSE = "rehearse"
    SCHEDULE = "schedule"
    GO_ON_AIR = "air"
    PAUSE = "pause"
    END = "end"


LEADS_TO = {
    Move.REHEARSE: StreamState.REHEARSING,
    Move.SCHEDULE: StreamState.SCHEDULED,
    Move.GO_ON_AIR: StreamState.ON_AIR,
    Move.PAUSE: StreamState.PAUSED,
    Move.END: StreamState.ENDED,
}
_LABELS: dict[Move, str | _StrPromise] = {
    Move.REHEARSE: _("Rehearse"),
    Move.SCHEDULE: _("Open it again"),
    Move.GO_ON_AIR: _("Go on air"),
    Move.PAUSE: _("Pause"),
    Move.END: _("End the stream"),
}
_OTHER_LABELS: dict[tuple[StreamState, Move], str | _StrPromise] = {
    (StreamState.REHEARSING, Move.SCHEDULE): _("End the rehearsal"),
    (StreamState.PAUSED, Move.GO_ON_AIR): _("Resume"),
    (StreamState.ENDED, Move.GO_ON_AIR): _("Go on air again"),
    (StreamState.SCHEDULED, Move.END): pgettext_lazy("stream", "Call it off"),
}
_DONE: dict[Move, str | _StrPromise] = {
    Move.REHEARSE: _("The rehearsal has begun. Only the team sees the picture."),
    Move.SCHEDULE: _("The stream waits for its time."),
    Move.GO_ON_AIR: _("The stream is on air."),
    Move.PAUSE: _("The stream is paused. The audience is told that it goes on soon."),
    Move.END: _("The stream has ended. What was shown can be watched again at once."),
}


@dataclass(frozen=True, slots=True)
class Button:
    move: Move
    label: str
    style: str
    is_final: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence; `wants` names the part of the page that it speaks of: "key", "encoder", "move", "" for nothing."""

    sentence: str
    wants: str = ""


def done(move: Move) -> str:
    return str(_DONE[move])


def buttons(stream: Stream, *, has_signal: bool) -> list[Button]:
    """Return the moves that the state allows; the one that is due stands out."""
    state = StreamState(stream.state)
    allowed = [move for move in Move if LEADS_TO[move] in STREAM_MOVES[state]]
    due = _due(state, has_signal=has_signal or bool(stream.external_url))
    ranked = sorted(allowed, key=lambda move: (move != due, move == Move.END))
    return [_button(state, move, due) for move in ranked]


def advice(stream: Stream, *, has_signal: bool, has_key: bool) -> Advice:
    """Say the one thing that matters now."""
    if stream.external_url:
        return Advice(str(_("This stream plays from another address. Its state is yours to set.")), "move")
    if has_signal:
        return Advice(str(_WITH_SIGNAL[StreamState(stream.state)]), "move")
    if stream.state == StreamState.ENDED:
        return Advice(str(_SILENT if stream.ended_by == EndedBy.SILENCE else _OVER))
    if not has_key and stream.state in (StreamState.SCHEDULED, StreamState.REHEARSING):
        return Advice(str(_NO_KEY), "key")
    by_itself = stream.state == StreamState.SCHEDULED and stream.goes_on_air_by_itself
    return Advice(str(_GOES_BY_ITSELF if by_itself else _WITHOUT_SIGNAL[StreamState(stream.state)]), "encoder")


_NO_KEY = _("Open the studio in this browser, or make a key for your encoder.")
_GOES_BY_ITSELF = _("Start your encoder: the stream goes on air as soon as a picture arrives.")
_OVER = _("The stream has ended. What was shown can be watched again. You can open it again at any time.")
_SILENT = _("No signal came any more, so the stream ended. When the encoder returns, it goes on by itself.")
_WITH_SIGNAL: dict[StreamState, str | _StrPromise] = {
    StreamState.SCHEDULED: _("A picture arrives. Look at the preview, then go on air."),
    StreamState.REHEARSING: _("A picture arrives, and only the team sees it. Go on air when you are ready."),
    StreamState.ON_AIR: _("You are on air, and everything arrives."),
    StreamState.PAUSED: _("The audience sees the pause, you see the picture. Resume when you are ready."),
    StreamState.ENDED: _("The stream has ended, but an encoder still sends. Stop it, or open the stream again."),
}
_WITHOUT_SIGNAL: dict[StreamState, str | _StrPromise] = {
    StreamState.SCHEDULED: _("Start your encoder. Nobody sees the picture before you go on air."),
    StreamState.REHEARSING: _("Start your encoder. Only the team sees the picture."),
    StreamState.ON_AIR: _("You are on air, but no picture arrives. Start your encoder."),
    StreamState.PAUSED: _("The stream is paused, and no picture arrives. Start your encoder, then resume."),
}


def _due(state: StreamState, *, has_signal: bool) -> Move | None:
    if state in (StreamState.SCHEDULED, StreamState.REHEARSING, StreamState.PAUSED):
        return Move.GO_ON_AIR if has_signal or state == StreamState.PAUSED else None
    return Move.SCHEDULE if state == StreamState.ENDED else None


def _button(state: StreamState, move: Move, due: Move | None) -> Button:
    label = str(_OTHER_LABELS.get((state, move), _LABELS[move]))
    return Button(move, label, "btn-accent" if move == due else "btn-ghost", is_final=move == Move.END)
