"""Answers /health, and writes a row for every other page before it answers."""

from __future__ import annotations

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(self._status())
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _status(self) -> int:
        if self.path == "/health":
            return 200
        try:
            with psycopg.connect(os.environ["EVERFAIR_DATABASE_URL"]) as connection:
                connection.execute("INSERT INTO visit DEFAULT VALUES")
        except psycopg.OperationalError:
            return 503
        return 200


class Server(ThreadingHTTPServer):
    request_queue_size = 512


if __name__ == "__main__":
    Server(("127.0.0.1", int(os.environ["EVERFAIR_PORT"])), Page).serve_forever()
