"""What the fair tells its `live` process, which listens for it."""

from __future__ import annotations

import json
from typing import Literal

from django.db import connection

CHANNEL = "everfair_live"

# cut: the same encoder goes on in a new take; kick: it is sent away; look: read the stream's row again;
# door: an encoder came to a media server or left it, or the stream's own SRT address changed.
Command = Literal["cut", "kick", "look", "door"]


def tell_live(do: Command, stream_public_id: str) -> None:
    """Send `{"do": ..., "stream": ...}` to the live process when the transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps({"do": do, "stream": stream_public_id})])
