"""Telling open pages of a stream what happens to its picture: its audience, and its players on partners' sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from everfair.kernel.realtime import publish
from everfair.live.enums import Audience

if TYPE_CHECKING:
    from collections.abc import Mapping

    from everfair.live.models import Stream


def tell_viewers(stream: Stream, kind: str, data: Mapping[str, Any]) -> None:
    """Tell the audience; who watches a closed stream on another site hears of the picture, never of the talk."""
    publish(stream.channel, kind, data)
    if stream.audience != Audience.PUBLIC:
        publish(frame_channel(stream), kind, data)


def frame_channel(stream: Stream) -> str:
    """Return where players on other sites listen; as with media tokens, a new version leaves the old ones behind."""
    return f"stream-frames-{stream.public_id}-{stream.version}"


def renew_frames(stream: Stream) -> None:
    """Let players on other sites ask for a new pass; to be called before the stream's version goes up."""
    if stream.audience != Audience.PUBLIC:
        publish(frame_channel(stream), "renew", {})
