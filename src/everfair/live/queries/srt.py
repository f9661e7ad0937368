"""SRT addresses: what the desk shows, and where the live process listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q

from everfair.fairs.public import EditionState
from everfair.live.engines.chosen import host_of
from everfair.live.engines.secrets import srt_passphrase
from everfair.live.enums import EndedBy, StreamState
from everfair.live.models import SrtDoor

if TYPE_CHECKING:
    from everfair.config.options import Options
    from everfair.live.models import Stream

LATENCY_MICROSECONDS = 200_000
_LARGEST_PORT = 65_535


class SrtListener(NamedTuple):
    """Where encoders of one stream are waited for, and the passphrase that they have to know."""

    stream: str
    port: int
    version: int
    passphrase: str


def srt_ports(options: Options) -> range:
    """Return the ports of the administrator's range; none where SRT is off."""
    if not options.live_srt_ports:
        return range(0)
    first, _, last = options.live_srt_ports.partition("-")
    return range(int(first), min(int(last or first), _LARGEST_PORT) + 1)


def takes_srt(options: Options) -> bool:
    """Whether this machine takes encoders in by SRT."""
    return options.live and bool(srt_ports(options))


def srt_address(stream: Stream) -> str:
    """Return what encoders of a stream are given, with its secret; "" for a stream that has no such address."""
    door = SrtDoor.objects.filter(stream=stream).first() if takes_srt(settings.OPTIONS) else None
    if door is None or door.port not in srt_ports(settings.OPTIONS):
        return ""
    passphrase = srt_passphrase(settings.SECRET_KEY, stream.public_id, door.version)
    said = urlencode({"mode": "caller", "latency": LATENCY_MICROSECONDS, "passphrase": passphrase})
    return f"srt://{host_of(settings.OPTIONS)}:{door.port}?{said}"


def srt_listeners() -> list[SrtListener]:
    """Return where to listen right now: not for streams that take no encoder; one query."""
    is_over = Q(stream__state=StreamState.ENDED, stream__ended_by=EndedBy.TEAM)
    doors = SrtDoor.objects.filter(~is_over, stream__external_url="", port__in=list(srt_ports(settings.OPTIONS)))
    rows = doors.exclude(stream__edition__state=EditionState.ARCHIVED)
    return [
        SrtListener(stream, port, version, srt_passphrase(settings.SECRET_KEY, stream, version))
        for stream, port, version in rows.values_list("stream__public_id", "port", "version")
    ]
