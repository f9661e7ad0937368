"""Who may send to a media server that stands before the fair: it asks about each encoder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.live.domain.commands import tell_live
from everfair.live.domain.keys import good_key
from everfair.live.domain.publishing import admit_publisher
from everfair.live.engines.live_engine import InnerName
from everfair.live.errors import BadKey, OtherPublisher

if TYPE_CHECKING:
    from everfair.live.domain.publishing import Admission
    from everfair.live.engines.live_engine import OutsideEngine
    from everfair.live.enums import Protocol


def let_in(
    engine: OutsideEngine, key: str, *, way: Protocol, address: str, asked_for: InnerName | None = None
) -> InnerName:
    """Return the inner name for an encoder with this key; whoever sends to its stream already is sent away first.

    Raises what `admit_publisher` does, `BadKey` for a key that is not that of the name `asked_for`, and `EngineAway`.
    """
    admission = admit_publisher(key, protocol=way, address=address)
    name = InnerName(admission.stream, good_key(key).public_id)
    if asked_for is not None and asked_for != name:
        raise BadKey
    _make_way(engine, admission)
    tell_live("door", admission.stream)
    return name


def _make_way(engine: OutsideEngine, admission: Admission) -> None:
    """The server itself would refuse a second encoder of the same name, and not know one that has another key."""
    for other in engine.publishing():
        if other.name.stream != admission.stream:
            continue
        if not admission.newest_wins:
            raise OtherPublisher
        engine.kick(other)
