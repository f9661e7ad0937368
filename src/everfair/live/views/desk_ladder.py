"""What the desk says of the smaller pictures of a stream."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from everfair.live.derived.ladder_note import LadderNote, read_ladder_note
from everfair.live.places import StreamPlace

if TYPE_CHECKING:
    from everfair.live.models import Stream, Take


@dataclass(frozen=True, slots=True)
class LadderNow:
    """`heights` are those that viewers can choose; `sentence` is what the team should know, if anything."""

    heights: str = ""
    sentence: str = ""


def ladder_now(stream: Stream, take: Take | None) -> LadderNow | None:
    """Return how the ladder stands for the open take; None for a stream without one, or while nothing arrives."""
    if not stream.has_ladder or take is None:
        return None
    if not take.is_public:
        return LadderNow(sentence=_("Smaller pictures are made once the stream is on air."))
    note = read_ladder_note(StreamPlace(settings.LIVE_ROOT, stream.public_id))
    if note is None or note.take != take.public_id:
        return LadderNow(sentence=_("The smaller pictures begin in a moment."))
    heights = ", ".join(f"{height}p" for height in note.heights)
    return LadderNow(heights, _sentence(note))


def _sentence(note: LadderNote) -> str:
    if note.state == "full":
        return _("This machine has no place for more smaller pictures now; they begin when another stream ends.")
    if note.state == "small":
        return _("The picture is small already: none smaller is made.")
    if note.is_late:
        return _("The machine is too busy to make all of the smaller pictures; now and then viewers get the full one.")
    return ""
