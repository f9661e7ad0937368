"""What strangers and publishers may use."""

from __future__ import annotations

from dataclasses import dataclass, field

from everfair.live.ingest.rtmp.chunks import ChunkLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class RtmpLimits:
    """Times in seconds; `silence` is also how long the house may take to keep what came."""

    until_published: float = 10.0
    silence: float = 20.0
    connections: int = 200
    per_address: int = 50
    chunks: ChunkLimits = field(default_factory=ChunkLimits)
