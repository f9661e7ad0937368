"""nginx with its RTMP module as the door for encoders (`./fair stream engine` prints its configuration).

Streams of nginx-rtmp belong to one worker process, so that nginx runs with one. Its hook names the key; the answer, a
redirection, names the stream from there on. `/stat` tells who publishes, `/control` sends away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from xml.etree import ElementTree as ET
from xml.parsers.expat import ExpatError

from everfair.live.engines.answers import Missing, ask
from everfair.live.engines.live_engine import APP, EngineAway, Given, InnerName, Publishing, inner_name
from everfair.live.enums import Protocol


@dataclass(frozen=True, slots=True)
class NginxRtmp:
    """`control` is the address above `/stat` and `/control`, `inner` where the live process reads, both without `/`."""

    control: str
    inner: str
    public: str

    def server(self) -> str:
        return self.public

    def given(self, name: InnerName, secret: str) -> Given:
        del name
        return Given(secret)

    def publishing(self) -> list[Publishing]:
        try:
            return list(_publishing(ET.fromstring(ask(f"{self.control}/stat"))))  # noqa: S314 -- our own nginx
        except (ET.ParseError, ExpatError) as error:
            raise EngineAway(f"/stat is not XML: {error}") from None

    def relay_input(self, publishing: Publishing) -> list[str]:
        return ["-rtmp_live", "live", "-i", f"{self.inner}/{publishing.name}"]

    def kick(self, publishing: Publishing) -> None:
        """Drop this connection alone: by now another encoder may send under the same name."""
        who = urlencode({"app": APP, "name": str(publishing.name), "clientid": publishing.source})
        try:
            ask(f"{self.control}/control/drop/publisher?{who}")
        except Missing:
            return


def _publishing(stat: ET.Element) -> Iterator[Publishing]:
    for stream in stat.iterfind(f"server/application[name='{APP}']/live/stream"):
        name = inner_name(stream.findtext("name", ""))
        source = next((client for client in stream.iterfind("client") if client.find("publishing") is not None), None)
        if name is not None and source is not None:
            yield Publishing(name, Protocol.RTMP, source.findtext("id", ""))
