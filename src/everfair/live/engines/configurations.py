"""The configuration of the media server that the settings name: what `./fair stream engine` prints, and the tests run.

nginx-rtmp keeps the streams of each worker process apart, hence one worker. Its access log would name stream keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from everfair.live.engines.chosen import control_of
from everfair.live.engines.live_engine import APP
from everfair.live.engines.secrets import hook_secret

if TYPE_CHECKING:
    from everfair.config.options import Options

_NGINX = """\
# nginx with its RTMP module (Debian: nginx, libnginx-mod-rtmp), as the door for encoders of Everfair.
# Keep it secret: whoever knows the address of the hook may ask which keys are good.
load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
worker_processes 1;
events {{ worker_connections 1024; }}

rtmp {{
    access_log off;
    server {{
        listen {port};
        max_message 4M;
        chunk_size 65536;
        notify_method post;
        ping 30s;
        ping_timeout 10s;
        application {app} {{
            live on;
            wait_key on;
            interleave off;
            idle_streams off;
            drop_idle_publisher 20s;
            allow publish all;
            allow play 127.0.0.1;
            deny play all;
            on_publish {hook};
            on_publish_done {hook};
        }}
    }}
}}

http {{
    access_log off;
    server {{
        listen {control};
        location = /stat {{ rtmp_stat all; }}
        location /control {{ rtmp_control drop; }}
    }}
}}
"""

_MEDIAMTX = """\
# MediaMTX as the door for encoders of Everfair.
# Keep it secret: whoever knows the address of the hook may ask which keys are good.
authMethod: http
authHTTPAddress: {hook}
authHTTPExclude:
  - action: api
  - action: metrics
  - action: pprof
api: true
apiAddress: {control}
rtmp: true
rtmpAddress: :{port}
srt: {srt}
webrtc: {whip}
rtsp: false
hls: false
paths:
  "~^{app}/[a-z0-9]{{12}}[.][a-z0-9]{{12}}$":
    overridePublisher: true
"""


def engine_configuration(options: Options) -> str:
    """Return it, "" for the embedded engine, which needs none."""
    text = {"nginx_rtmp": _NGINX, "mediamtx": _MEDIAMTX}.get(options.live_engine)
    if text is None:
        return ""
    return text.format(
        app=APP,
        port=urlsplit(options.live_engine_rtmp).port or 1935,
        control=urlsplit(control_of(options)).netloc,
        hook=f"http://{_near(options.host)}:{options.port}/streams/engine/{hook_secret(options.key())}",
        srt="true" if options.live_encoder_srt else "false",
        whip="true" if options.live_encoder_whip else "false",
    )


def _near(host: str) -> str:
    """Return where this machine reaches the web process, also when that listens on all addresses."""
    if host in {"0.0.0.0", "::", "::1"}:  # noqa: S104 -- read, not listened on
        return "127.0.0.1" if host == "0.0.0.0" else "[::1]"  # noqa: S104 -- the same
    return host
