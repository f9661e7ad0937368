"""MediaMTX as its documentation describes it: HTTP authentication, control API version 3, RTMP in and out.

The media go through nginx-rtmp, whose hooks are translated into MediaMTX's: form fields into the documented JSON, the
answer's status back. `era` chooses the names of fields and addresses: "older" as in 1.8, "newer" as in 1.21 without
the old aliases.
"""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

from everfair.config.options import Options
from everfair.live.engines.secrets import hook_secret
from tests.live.nginx_door import nginx_options, running_nginx

KICKS = {
    "older": {"rtmpConn": "rtmpconns", "srtConn": "srtconns", "webRTCSession": "webrtcsessions"},
    "newer": {"rtmpConn": "rtmp/conns", "srtConn": "srt/conns", "webRTCSession": "webrtc/sessions"},
}
NGINX = """\
load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
worker_processes 1;
events {{ worker_connections 256; }}
rtmp {{ server {{ listen {rtmp}; notify_method post; application live {{
    live on; idle_streams off; wait_key on;
    on_publish http://127.0.0.1:{api}/nginx; on_publish_done http://127.0.0.1:{api}/nginx;
    on_play http://127.0.0.1:{api}/nginx; }} }} }}
http {{ access_log off; server {{ listen {control}; location /control {{ rtmp_control drop; }} }} }}
"""


@dataclass
class FakeMediaMtx:
    era: str = "newer"
    hook: str = ""
    control: str = ""
    port: int = 0
    paths: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    kicked: list[str] = field(default_factory=list)

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def add(self, name: str, kind: str = "rtmpConn", *, codecs: tuple[str, ...] = ("H264", "MPEG-4 Audio")) -> str:
        """List a path that somebody publishes to; returns the id of the connection."""
        source = {"type": kind, "id": str(uuid.uuid4())}
        newer = {"available": True, "online": True, "tracks2": [{"codec": codec, "codecProps": {}} for codec in codecs]}
        older = {"ready": True, "readyTime": "2020-09-05T01:30:00Z", "tracks": list(codecs), "bytesReceived": 1}
        named = {"name": name, "confName": "~^live", "source": source, "readers": []}
        self.paths[name] = {**named, **(newer if self.era == "newer" else older)}
        return source["id"]

    def page(self, query: dict[str, list[str]]) -> dict[str, Any]:
        size, page = int(query["itemsPerPage"][0]), int(query["page"][0])
        items = [self.paths[name] for name in sorted(self.paths)]
        pages = (len(items) + size - 1) // size
        return {"itemCount": len(items), "pageCount": pages, "items": items[page * size : (page + 1) * size]}

    def kick(self, part: str, source: str) -> int:
        """Send away whoever has this id, if the address is the one for its kind; 404 as documented otherwise."""
        for name, path in list(self.paths.items()):
            if path["source"]["id"] == source and KICKS[self.era][path["source"]["type"]] == part:
                self.kicked.append(source)
                del self.paths[name]
                if self.control:
                    query = f"app=live&name={name.removeprefix('live/')}"
                    urlopen(f"{self.control}/control/drop/publisher?{query}", timeout=5).close()  # noqa: S310 -- the test's
                return 200
        return 404

    def ask(self, action: str, fields: dict[str, str], *, protocol: str = "rtmp") -> int:
        """Ask the hook as MediaMTX does; returns its status."""
        asked = {
            "user": fields.get("user", ""),
            "password": fields.get("pass", ""),
            "token": fields.get("token", ""),
            "ip": fields.get("addr", "127.0.0.1"),
            "action": action,
            "path": f"live/{fields['name']}",
            "protocol": protocol,
            "id": str(uuid.uuid4()),
            "query": "&".join(f"{name}={fields[name]}" for name in ("user", "pass") if name in fields),
        }
        self.asked.append(asked)
        headers = {"Content-Type": "application/json"}
        request = Request(self.hook, json.dumps(asked).encode(), headers)  # noqa: S310 -- the test's own server
        try:
            with urlopen(request, timeout=10) as answer:  # noqa: S310 -- the same
                return int(answer.status)
        except HTTPError as refusal:
            refusal.close()
            return refusal.code

    def translate(self, fields: dict[str, str]) -> int:
        """Do what MediaMTX does when somebody publishes, stops, or reads; returns the status for nginx."""
        name = f"live/{fields['name']}"
        if fields["call"] == "publish_done":
            self.paths.pop(name, None)
            return 204
        status = self.ask({"publish": "publish", "play": "read"}[fields["call"]], fields)
        if fields["call"] == "publish" and status // 10 == 20:
            self.add(name)
        return status


@contextmanager
def speaking_mediamtx(folder: Path, web: int) -> Iterator[tuple[FakeMediaMtx, Options]]:
    """Run one that takes encoders in; its hook is at the given port of the web process."""
    below = nginx_options(web)
    with fake_mediamtx() as fake:
        options = below.model_copy(update={"live_engine": "mediamtx", "live_engine_url": fake.api})
        fake.control = str(below.live_engine_url)
        fake.hook = f"http://127.0.0.1:{web}/streams/engine/{hook_secret(options.key())}"
        ports = {"rtmp": urlsplit(below.live_engine_rtmp).port, "control": urlsplit(fake.control).netloc}
        with running_nginx(folder, below, configuration=NGINX.format(api=fake.port, **ports)):
            yield fake, options


@contextmanager
def fake_mediamtx(*, era: str = "newer") -> Iterator[FakeMediaMtx]:
    fake = FakeMediaMtx(era)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    fake.port = server.server_port
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(fake: FakeMediaMtx) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = urlsplit(self.path)
            known = place.path == "/v3/paths/list"
            self.answer(200 if known else 404, fake.page(parse_qs(place.query)) if known else {"error": "not found"})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            if self.path == "/nginx":
                self.answer(fake.translate({name: values[0] for name, values in parse_qs(body).items()}), {})
                return
            part, _, source = self.path.removeprefix("/v3/").rpartition("/kick/")
            self.answer(fake.kick(part, source), {"status": "ok"})

        def answer(self, status: int, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name of the base class
            """Say nothing."""

    return Handler
