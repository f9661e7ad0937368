"""MediaMTX as the door for encoders: RTMP, SRT and WHIP (its control API, version 3).

The path that an encoder publishes to is `live/<inner name>`, its password the stream key; MediaMTX asks our hook about
each (`authMethod: http`). Lists come in pages. Names of fields and of addresses changed over the years; both are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from everfair.live.engines.answers import Missing, ask
from everfair.live.engines.live_engine import APP, EngineAway, Given, InnerName, Publishing, inner_name
from everfair.live.enums import Protocol

READER = "everfair"
PUBLISHER = "encoder"  # what it calls itself does not matter; its password is the key
_PER_PAGE = 100
_MOST_PAGES = 50


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of connection: how it came, and where its kind is sent away, in old versions and in new ones."""

    way: Protocol
    kick: tuple[str, str]


_KINDS = {
    "rtmpConn": _Kind(Protocol.RTMP, ("rtmpconns", "rtmp/conns")),
    "rtmpsConn": _Kind(Protocol.RTMP, ("rtmpsconns", "rtmps/conns")),
    "srtConn": _Kind(Protocol.SRT, ("srtconns", "srt/conns")),
    "webRTCSession": _Kind(Protocol.WHIP, ("webrtcsessions", "webrtc/sessions")),
}


@dataclass(frozen=True, slots=True)
class MediaMtx:
    """`api` is its control API, `inner` where the live process reads by RTMP; no address has `/` at its end.

    `public` is where encoders send to: by RTMP, by SRT and by WHIP, "" for ways that are not open.
    """

    api: str
    inner: str
    public: tuple[str, str, str]
    reader_secret: str

    def server(self) -> str:
        return self.public[0]

    def given(self, name: InnerName, secret: str) -> Given:
        _, srt, whip = self.public
        return Given(
            f"{name}?pass={secret}",
            srt=f"{srt}?streamid=publish:{APP}/{name}:{PUBLISHER}:{secret}&pkt_size=1316" if srt else "",
            whip=f"{whip}/{APP}/{name}/whip" if whip else "",
            token=f"{PUBLISHER}:{secret}" if whip else "",
        )

    def publishing(self) -> list[Publishing]:
        return [found for path in self._paths() if (found := _publishing(path))]

    def relay_input(self, publishing: Publishing) -> list[str]:
        password = f"user={READER}&pass={self.reader_secret}"
        return ["-rtmp_live", "live", "-i", f"{self.inner}/{publishing.name}?{password}"]

    def kick(self, publishing: Publishing) -> None:
        for part in _KINDS[publishing.kind].kick:
            try:
                ask(f"{self.api}/v3/{part}/kick/{quote(publishing.source)}", method="POST")
            except Missing:
                continue
            return

    def _paths(self) -> Iterator[dict[str, Any]]:
        for page in range(_MOST_PAGES):
            answer = ask(f"{self.api}/v3/paths/list?page={page}&itemsPerPage={_PER_PAGE}")
            try:
                found = json.loads(answer)
                items, pages = found["items"], int(found["pageCount"])
            except (ValueError, TypeError, KeyError) as error:
                raise EngineAway(f"a list that can't be read: {error}") from None
            yield from (item for item in items or [] if isinstance(item, dict))
            if page + 1 >= pages:
                return


def _publishing(path: dict[str, Any]) -> Publishing | None:
    """Return who publishes to a path; None while it is not ready, and for sources that MediaMTX fetches itself."""
    source = path.get("source") or {}
    kind = source.get("type", "")
    name = inner_name(str(path.get("name", "")).removeprefix(f"{APP}/"))
    is_ready = bool(path.get("available", path.get("ready")))
    if name is None or kind not in _KINDS or not is_ready:
        return None
    return Publishing(name, _KINDS[kind].way, str(source.get("id", "")), kind, has_opus="Opus" in _codecs(path))


def _codecs(path: dict[str, Any]) -> set[str]:
    newer = [track.get("codec") for track in path.get("tracks2") or [] if isinstance(track, dict)]
    return {str(codec) for codec in [*newer, *(path.get("tracks") or [])]}
