"""Streams, their keys, and what came in."""

from everfair.live.models.invitee import Invitee
from everfair.live.models.key import StreamKey
from everfair.live.models.stream import Stream
from everfair.live.models.take import Take

__all__ = ["Invitee", "Stream", "StreamKey", "Take"]
