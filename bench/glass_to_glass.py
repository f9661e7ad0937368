"""How late a viewer sees what the camera sees, on this machine: low-latency and steady mode.

PYTHONPATH=src:. .venv/bin/python bench/glass_to_glass.py [--seconds 20]

The camera is ours: every picture carries the clock in black and white blocks. ffmpeg encodes it like OBS tuned for low
latency and sends it by RTMP to a demo fair; Chromium watches on the fair's page and reads the blocks that it shows.
So encoding, sending, cutting, serving, buffering and decoding are all in the figure; a network is not.
"""

from __future__ import annotations

import json
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

import click
import imageio_ffmpeg
import numpy as np
from playwright.sync_api import sync_playwright

from everfair.ops.browser import find_chromium
from tests.ops.running_fair import EMPTY, HOST, RunningFair, open_fair, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

WIDTH, HEIGHT, RATE = 640, 360, 30
BITS, BLOCK = 24, 24
TURN_MS = 1 << BITS
SETTLE_SECONDS = 10.0
EVERY_MS = 200
ENCODER = ("-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-g", str(RATE))
SOUND = ("-c:a", "aac", "-b:a", "128k", "-ac", "2")
READ_BLOCKS = """([bits, block, width, height]) => {
  const video = document.querySelector("video");
  if (!video || video.readyState < 2 || video.paused) return null;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, 0, 0, width, height);
  const now = Date.now();
  let code = 0;
  for (let bit = 0; bit < bits; bit += 1) {
    const [value] = context.getImageData(bit * block + block / 2, block / 2, 1, 1).data;
    code = code * 2 + (value > 127 ? 1 : 0);
  }
  return [now, code];
}"""


def picture(milliseconds: int) -> bytes:
    """Return a grey picture whose first row of blocks is the time, its highest bit first."""
    frame = np.full((HEIGHT, WIDTH), 96, np.uint8)
    for bit in range(BITS):
        is_set = milliseconds >> (BITS - 1 - bit) & 1
        frame[:BLOCK, bit * BLOCK : (bit + 1) * BLOCK] = 235 if is_set else 16
    column = milliseconds // 10 % WIDTH
    frame[BLOCK * 2 :, column : column + 8] = 200  # something moves, as in a hall
    return frame.tobytes()


def film(pipe: BinaryIO, is_over: threading.Event) -> None:
    """Take a picture every thirtieth of a second, by the clock."""
    begun, number = time.monotonic(), 0
    while not is_over.is_set():
        time.sleep(max(0.0, begun + number / RATE - time.monotonic()))
        try:
            pipe.write(picture(int(time.time() * 1000) % TURN_MS))
            pipe.flush()
        except OSError:
            return
        number += 1


@contextmanager
def camera(address: str) -> Iterator[None]:
    words = [
        *(imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-probesize", "32", "-f", "rawvideo", "-pix_fmt", "gray"),
        *("-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE), "-i", "pipe:0", "-f", "lavfi", "-i", "sine=frequency=440"),
        *(*ENCODER, *SOUND, "-flags", "+low_delay", "-flush_packets", "1", "-f", "flv", address),
    ]
    encoder = subprocess.Popen(words, stdin=subprocess.PIPE)
    if encoder.stdin is None:
        raise SystemExit("The encoder has no pipe.")
    is_over = threading.Event()
    filming = threading.Thread(target=film, args=(encoder.stdin, is_over))
    filming.start()
    try:
        yield
    finally:
        is_over.set()
        filming.join()
        encoder.stdin.close()
        encoder.terminate()
        encoder.wait(20)


def watch(browser: Browser, address: str, *, mode: str, seconds: float) -> tuple[float, list[float]]:
    """Return the seconds until the first picture ran, and how late each look found the picture, in seconds."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    memory = json.dumps({"mode": mode, "muted": True})
    context.add_init_script(f"localStorage.setItem('everfair.player', {json.dumps(memory)})")
    page = context.new_page()
    begun = time.monotonic()
    page.goto(address)
    page.wait_for_function("() => document.querySelector('video')?.currentTime > 0", timeout=30_000)
    started = time.monotonic() - begun
    page.wait_for_timeout(SETTLE_SECONDS * 1000)
    late = []
    for _ in range(int(seconds * 1000 / EVERY_MS)):
        page.wait_for_timeout(EVERY_MS)
        found = page.evaluate(READ_BLOCKS, [BITS, BLOCK, WIDTH, HEIGHT])
        if found:
            late.append((found[0] - found[1]) % TURN_MS / 1000)
    context.close()
    return started, late


def measure(fair: RunningFair, browser: Browser, *, seconds: float) -> None:
    made = json.loads(run(fair.home.folder, "stream", "create", "--title-en", "Clock", "--json"))
    page = f"http://{HOST}:{fair.port}{urlsplit(made['watch']).path}"
    with camera(f"{made['publish'][0]}/{made['key']}"):
        time.sleep(12)
        for mode in ("low", "steady"):
            started, late = watch(browser, page, mode=mode, seconds=seconds)
            p95 = quantiles(late, n=20)[-1]
            click.echo(
                f"{mode}: {median(late):.2f} s behind the camera (95 % within {p95:.2f}, {len(late)} looks);"
                f" first picture {started:.2f} s after the click"
            )


@click.command()
@click.option("--seconds", default=20.0, show_default=True, help="How long to look, in each mode.")
def main(seconds: float) -> None:
    """Measure both modes; aim: under 4 s in low-latency mode."""
    with tempfile.TemporaryDirectory(prefix="everfair-bench-") as folder, sync_playwright() as playwright:
        fair = open_fair(Path(folder) / "home", module=EMPTY, demo=True)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        try:
            measure(fair, browser, seconds=seconds)
        finally:
            browser.close()
            fair.end(signal.SIGTERM)


if __name__ == "__main__":
    main()
