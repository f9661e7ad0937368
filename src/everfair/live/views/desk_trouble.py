"""What is wrong with what arrives, in one sentence that says what to do: pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from everfair.live.models import Stream, Take

TALLEST = 1080
MOST_BITS = 8_000_000


def trouble(stream: Stream, take: Take | None) -> str:
    """Return the first thing to mend, "" while all is well; `take` is the open one.

    Without one, it is what the live process said of the last encoder: an English msgid.
    """
    if take is None:
        return _(stream.trouble) if stream.trouble else ""
    return _missing(take) or _picture(take.video)


def _missing(take: Take) -> str:
    if not take.is_complete:
        return _("A part of this take was lost. The audience goes on; the recording has a gap.")
    if not take.video and not take.audio:
        return ""
    if not take.video:
        return _("Only sound arrives. Check the picture in your encoder.")
    if not take.audio:
        return _("No sound arrives. Check the microphone in your encoder.")
    return ""


def _picture(video: dict[str, Any]) -> str:
    if video.get("height", 0) > TALLEST:
        return _("The picture is larger than most viewers can play. Set the encoder to 1920×1080 or less.")
    if video.get("bandwidth", 0) > MOST_BITS:
        return _("More arrives than most viewers' lines carry. Set the encoder to 2.5 Mb/s.")
    return ""
