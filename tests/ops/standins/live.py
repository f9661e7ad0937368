"""Lets encoders in, and nothing more; keeps its port where the real one does."""

from __future__ import annotations

import os
import socket
from pathlib import Path

if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as server:
        folder = Path(os.environ["EVERFAIR_HOME"]) / "live"
        folder.mkdir(exist_ok=True)
        (folder / "rtmp-port").write_text(str(server.getsockname()[1]))
        while True:
            server.accept()[0].close()
