"""The engine that the administrator has chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from everfair.live.engines.embedded import Embedded
from everfair.live.engines.live_engine import APP, LiveEngine
from everfair.live.engines.mediamtx import MediaMtx
from everfair.live.engines.nginx_rtmp import NginxRtmp
from everfair.live.engines.secrets import reader_secret

if TYPE_CHECKING:
    from pathlib import Path

    from everfair.config.options import Options

_USUAL_CONTROL = {"nginx_rtmp": "http://127.0.0.1:8098", "mediamtx": "http://127.0.0.1:9997"}
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def engine_of(options: Options, root: Path) -> LiveEngine:
    """Return where encoders connect."""
    return outside_engine(options) or Embedded(host_of(options), root if options.live else None)


def outside_engine(options: Options) -> NginxRtmp | MediaMtx | None:
    """Return the media server beside the fair; None where the fair takes encoders in itself."""
    if options.live_engine == "embedded":
        return None
    control, inner = control_of(options), options.live_engine_rtmp.rstrip("/")
    if options.live_engine == "nginx_rtmp":
        return NginxRtmp(control, inner, _public_rtmp(options))
    srt, whip = ((address or "").rstrip("/") for address in (options.live_encoder_srt, options.live_encoder_whip))
    return MediaMtx(control, inner, (_public_rtmp(options), srt, whip), reader_secret(options.key()))


def control_of(options: Options) -> str:
    """Return where the media server is asked and told, by default on its usual port here."""
    return (options.live_engine_url or _USUAL_CONTROL[options.live_engine]).rstrip("/")


def host_of(options: Options) -> str:
    """Return the fair's name outside, as encoders call it."""
    return urlsplit(options.address).hostname or options.host


def _public_rtmp(options: Options) -> str:
    """Return the administrator's address for encoders, or the inner one by the fair's own name."""
    if options.live_encoder_rtmp:
        return options.live_encoder_rtmp.rstrip("/")
    inner = urlsplit(options.live_engine_rtmp)
    host = host_of(options) if inner.hostname in _LOOPBACK else inner.hostname
    return f"rtmp://{host}:{inner.port}/{APP}" if inner.port not in {None, 1935} else f"rtmp://{host}/{APP}"
