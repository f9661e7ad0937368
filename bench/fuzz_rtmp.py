"""The RTMP parser against hostile bytes: no hang, no crash, no growth of memory.

    python -m bench.fuzz_rtmp [--seconds 300]

Needs atheris, which is no dependency of the fair: `uv pip install atheris` into an environment of your own, and let it
find ours (`PYTHONPATH=src:.:.venv/lib/python3.11/site-packages`). A child process does the work; libFuzzer ends it at
the first exception that is not the parser's own, at an input that takes five seconds, and at 512 MB.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import cycle

import click
from django.conf import settings

_CHILD = "--in-here"
_LARGEST_INPUT = 16384
_MEMORY_MB = 512
_STATS = re.compile(r"stat::(\w+):\s+(\d+)")


@cache
def starts() -> tuple[bytes, ...]:
    """Return what the fuzzer's bytes are put behind: nothing, a handshake, an encoder that is welcome."""
    from everfair.live.ingest.rtmp import amf, messages

    commands = [
        amf.encode("connect", 1, {"app": "live"}),
        amf.encode("createStream", 2, None),
        amf.encode("publish", 3, None, "key", "live"),
    ]
    written = b"".join(messages.written(messages.COMMAND, command, lane=3) for command in commands)
    greeting = b"\x03" + bytes(3072)
    return b"", greeting, greeting + messages.number(messages.SET_CHUNK_SIZE, 65536) + written


def one_input(data: bytes) -> None:
    """Talk to a session: the first bytes choose where the talk begins and how it is cut, the rest is said."""
    from everfair.live.ingest.feed import FlvTag
    from everfair.live.ingest.rtmp.chunks import ChunkLimits
    from everfair.live.ingest.rtmp.codecs import trouble_with
    from everfair.live.ingest.rtmp.errors import RtmpError
    from everfair.live.ingest.rtmp.session import Asked, Session

    limits = ChunkLimits(buffered=1 << 20)
    session = Session(limits)
    said = 0
    try:
        for portion in portions(data):
            said += len(portion)
            for event in session.receive(portion):
                if isinstance(event, Asked):
                    session.accept()
                elif isinstance(event, FlvTag):
                    trouble_with(event)
            session.answers()
            check_memory(session, said, limits.buffered)
    except RtmpError:
        session.answers()


def portions(data: bytes) -> Iterator[bytes]:
    """Yield the start that the first byte chooses, then the rest in portions that the next three choose."""
    head, rest = data[:4].ljust(4, b"\0"), data[4:]
    yield starts()[head[0] % len(starts())]
    sizes = cycle(1 + size * size for size in head[1:])
    at = 0
    while at < len(rest):
        size = next(sizes)
        yield rest[at : at + size]
        at += size


def check_memory(session: object, said: int, limit: int) -> None:
    """Let the fuzzer stop where a session holds more than it was told, or than it may."""
    chunks = session._chunks  # type: ignore[attr-defined]  # noqa: SLF001 -- the bench looks inside
    bodies = sum(len(lane.body) for lane in chunks._lanes.values())  # noqa: SLF001 -- the bench looks inside
    if bodies > min(said, limit) or len(chunks._rest) > 18:  # noqa: SLF001, PLR2004 -- the longest header
        raise MemoryError(f"{bodies} bytes kept of {said}")


def fuzz(arguments: list[str]) -> None:
    """Run libFuzzer in this process; it ends the process."""
    import atheris  # type: ignore[import-untyped]  # optional: see above

    settings.configure()
    with atheris.instrument_imports(include=["everfair.live.ingest"]):
        one_input(b"")
    atheris.Setup([sys.argv[0], *arguments], one_input)
    atheris.Fuzz()


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--seconds", default=300, show_default=True)
def main(seconds: int) -> None:
    """Fuzz for so long, and say how often and in how much memory."""
    with tempfile.TemporaryDirectory() as folder:
        limits = [
            f"-max_total_time={seconds}",
            f"-max_len={_LARGEST_INPUT}",
            "-timeout=5",
            f"-rss_limit_mb={_MEMORY_MB}",
        ]
        words = [_CHILD, *limits, "-print_final_stats=1", f"-artifact_prefix={folder}/"]
        ended = subprocess.run(
            [sys.executable, "-m", "bench.fuzz_rtmp", *words], capture_output=True, text=True, check=False
        )
    stats = dict(_STATS.findall(ended.stderr))
    if ended.returncode or not stats:
        raise click.ClickException(f"The parser broke:\n{ended.stderr[-4000:]}")
    print(f"{int(stats['number_of_executed_units']):,} executions in {seconds} s, no exception, no hang")
    print(f"peak memory {stats['peak_rss_mb']} MB, the fuzzer's own included")


if __name__ == "__main__":
    if _CHILD in sys.argv:
        fuzz([word for word in sys.argv[1:] if word != _CHILD])
    else:
        main()
