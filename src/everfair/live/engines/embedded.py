"""The fair's own RTMP server, in the live process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from everfair.live.engines.live_engine import APP, Given, InnerName
from everfair.live.places import port_of_encoders

USUAL_PORT = 1935


@dataclass(frozen=True, slots=True)
class Embedded:
    """`host` is the fair's name outside; `root` holds the port, None where this machine takes no encoders in."""

    host: str
    root: Path | None

    def server(self) -> str:
        """The usual port is left out."""
        port = port_of_encoders(self.root) if self.root else None
        if port is None:
            return ""
        return f"rtmp://{self.host}/{APP}" if port == USUAL_PORT else f"rtmp://{self.host}:{port}/{APP}"

    def given(self, name: InnerName, secret: str) -> Given:
        del name
        return Given(secret)
