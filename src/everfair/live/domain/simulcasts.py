"""Other platforms that a stream is sent on to: added, switched, removed; and how it goes, as the live process says."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.transaction import atomic

from everfair.fairs.public import ensure_not_archived
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.errors import NotFound
from everfair.kernel.outside import NotOutside, place_of
from everfair.kernel.realtime import publish
from everfair.kernel.sealed import seal
from everfair.live.domain.moving import lock_stream, log_of_stream
from everfair.live.enums import SimulcastState, SimulcastTrouble
from everfair.live.errors import BadSimulcastAddress, PlayedFromElsewhere, TooManySimulcasts
from everfair.live.models import Simulcast, Stream
from everfair.live.simulcast.address import destination_of

if TYPE_CHECKING:
    from everfair.live.runner import Runner

MOST_SIMULCASTS = 4
KIND = "simulcast"


def add_simulcast(stream: Stream, *, actor: Runner, label: str, address: str) -> Simulcast:
    """Send the stream on to another platform, too; `address` is the platform's, with its key.

    Raises `BadSimulcastAddress`, and `TooManySimulcasts` from the fifth on.
    """
    require(actor.runs(stream))
    host = _host_of(address)
    with atomic():
        stream = lock_stream(stream.pk)
        require(actor.runs(stream))
        ensure_not_archived(stream.edition)
        if stream.external_url:
            raise PlayedFromElsewhere
        if stream.simulcasts.count() >= MOST_SIMULCASTS:
            raise TooManySimulcasts(limit=MOST_SIMULCASTS)
        made = stream.simulcasts.create(label=label, host=host, address=seal(address))
        log_of_stream("stream.simulcast_added", stream, actor.person, site=host)
        _tell(stream.public_id)
    return made


def switch_simulcast(stream: Stream, public_id: str, *, actor: Runner, is_on: bool) -> Simulcast:
    """Begin or cease to send there; to where it is already changes nothing."""
    require(actor.runs(stream))
    with atomic():
        stream = lock_stream(stream.pk)
        require(actor.runs(stream))
        found = _of(stream, public_id)
        if found.is_on != is_on:
            found.is_on, found.state = is_on, SimulcastState.WAITING
            found.trouble, found.words, found.since = "", "", None
            found.save()
            name = "stream.simulcast_switched_on" if is_on else "stream.simulcast_switched_off"
            log_of_stream(name, stream, actor.person, site=found.host)
            _tell(stream.public_id)
    return found


def remove_simulcast(stream: Stream, public_id: str, *, actor: Runner) -> None:
    """Forget a platform, and its key."""
    require(actor.runs(stream))
    with atomic():
        stream = lock_stream(stream.pk)
        require(actor.runs(stream))
        found = _of(stream, public_id)
        log_of_stream("stream.simulcast_removed", stream, actor.person, site=found.host)
        found.delete()
        _tell(stream.public_id)


def note_state(
    simulcast_id: int, stream: str, *, state: SimulcastState, trouble: SimulcastTrouble | None, words: str
) -> None:
    """Keep how it goes, and tell the team's open pages; what was switched off meanwhile stays so."""
    told = {"state": state.value, "trouble": trouble.value if trouble else "", "words": words}
    with atomic():
        rows = Simulcast.objects.filter(pk=simulcast_id).exclude(**told)
        if rows.filter(Q(is_on=True) | Q(state__in=_MOVING)).update(**told, since=now()):
            _tell(stream)


def settle_states(sending: Collection[int]) -> None:
    """Let all others wait: the live process that sent them may have been killed."""
    left = Simulcast.objects.filter(state__in=_MOVING).exclude(pk__in=sending)
    for public_id in set(left.values_list("stream__public_id", flat=True)):
        with atomic():
            left.filter(stream__public_id=public_id).update(state=SimulcastState.WAITING, since=None)
            _tell(public_id)


_MOVING = (SimulcastState.CONNECTING, SimulcastState.SENDING)


def _of(stream: Stream, public_id: str) -> Simulcast:
    found = stream.simulcasts.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def _host_of(address: str) -> str:
    try:
        destination = destination_of(address)
        place_of(destination.target)
    except (NotOutside, OSError, UnicodeError) as error:
        raise BadSimulcastAddress(field="server") from error
    return destination.target.host


def _tell(stream: str) -> None:
    publish(Stream(public_id=stream).team_channel, KIND, {})
