"""The chat: how late 10,000 readers of one web process hear a line, and how many lines a second this machine carries.

    python -m bench.chat [--listeners 10000] [--lines 20] [--people 200] [--seconds 10]

Three measurements, each alone: the hub under many readers of one stream; the hub under 1,000 lines a second and few
readers; `say` itself (predicates, pace, word list, event log, notification) from a few threads on a throwaway fair.
"""

from __future__ import annotations

import asyncio
import json
import resource
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

import click
import psycopg

from bench.hub import CHANNEL, KEY, SPARE_FILES, Audience, Page, database
from bench.opened import opened_fair
from bench.serving import Serving, serving
from everfair.kernel.realtime import HUB, channel_token

if TYPE_CHECKING:
    from everfair.live.chatter import Chatter

FEW, FAST = 50, 1000
WORDS = "casino\n加微信\nfree money"
LINE = {
    "id": "abcdefghjkmn",
    "at": "2020-09-06T01:30:00.000+00:00",
    "name": "林晓雯",
    "organisation": {"zh-hans": "四季服务有限公司", "en": "Four Seasons Services Ltd"},
    "body": "请问回放在哪里可以看到？Will the recording have English interpretation?",
    "language": "zh",
    "by_team": False,
}


async def hear(served: Serving, url: str, audience: Audience, *, pace: float) -> float:
    """Open the pages, publish one line every `pace` seconds, and return the seconds until the last was heard."""
    loop = asyncio.get_running_loop()
    request = f"GET /events?token={channel_token([CHANNEL], key=KEY)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    for _ in range(audience.listeners):
        await loop.create_connection(lambda: Page(request, audience), "127.0.0.1", served.port)
    await asyncio.wait_for(audience.all_open.wait(), 120)
    began = time.monotonic()
    await asyncio.to_thread(publish, url, audience.messages, pace)
    await asyncio.wait_for(audience.all_heard.wait(), 60)
    return time.monotonic() - began


def publish(url: str, lines: int, pace: float) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        due = time.monotonic()
        for number in range(lines):
            due += pace
            time.sleep(max(0.0, due - time.monotonic()))
            message = {"i": number + 1, "c": CHANNEL, "k": "chat", "d": {**LINE, "sent": time.monotonic()}}
            connection.execute("SELECT pg_notify(%s, %s)", [HUB, json.dumps(message, ensure_ascii=False)])


def measure_hub(words: str, *, listeners: int, lines: int, pace: float) -> None:
    audience = Audience(listeners=listeners, messages=lines)
    with database() as url, serving("bench.hub:front", BENCH_DATABASE=url) as served:
        memory, cpu = served.memory_mb(), served.cpu_seconds()
        lasted = asyncio.run(hear(served, url, audience, pace=pace))
        grown, used = served.memory_mb() - memory, served.cpu_seconds() - cpu
    last = quantiles(audience.delays, n=100)[98]
    click.echo(f"{words}: {lines} lines to {listeners} readers in {lasted:.1f} s ({lines / lasted:.0f} lines/s)")
    click.echo(f"  delay: median {median(audience.delays) * 1e3:.0f} ms, p99 {last * 1e3:.0f} ms")
    click.echo(f"  worker: {used / lines * 1e3:.2f} ms CPU a line, {grown * 1024 / listeners:.0f} kB a reader")


def measure_say(*, people: int, seconds: float, threads: int = 4) -> None:
    """Let many people write for some seconds, each within their own pace."""
    with opened_fair(None) as home:
        from everfair.live.domain.chat import say

        done, stop = [0] * threads, threading.Event()

        def write(number: int, chatters: list[Chatter]) -> None:
            from django.db import connection

            for author in cycle(chatters):
                if stop.is_set():
                    connection.close()
                    return
                say(author, LINE["body"])  # type: ignore[arg-type]  # the value under "body" is a str
                done[number] += 1

        everybody = crowd(people)
        before, began = processor_seconds(home), time.monotonic()
        with ThreadPoolExecutor(threads) as pool:
            works = [pool.submit(write, number, everybody[number::threads]) for number in range(threads)]
            time.sleep(seconds)
            stop.set()
        for work in works:
            work.result()
        ours, theirs = (after - earlier for after, earlier in zip(processor_seconds(home), before, strict=True))
        lines, lasted = sum(done), time.monotonic() - began
    click.echo(f"say: {lines / lasted:.0f} lines/s from {threads} threads of one process")
    click.echo(f"  CPU a line: {ours / lines * 1e3:.2f} ms in Python, {theirs / lines * 1e3:.2f} ms in PostgreSQL")


def crowd(people: int) -> list[Chatter]:
    """Make an edition, a stream with a word list, and people who may write; the flood limit holds nobody back."""
    from datetime import timedelta

    from everfair.live.chatter import Chatter, rules_of
    from everfair.live.domain import chat
    from everfair.live.models import ChatRules
    from tests.factories.accounts import PersonFactory
    from tests.factories.live import StreamFactory

    chat.COST = timedelta(0)
    stream = StreamFactory.create()
    ChatRules.objects.create(stream=stream, words=WORDS)
    rules = rules_of(stream)
    writers = PersonFactory.create_batch(people)
    return [Chatter(stream, rules, one, None, may_read=True, is_team=False, takes_part=False) for one in writers]


def processor_seconds(home: Path) -> tuple[float, float]:
    """Return what this process and the fair's PostgreSQL have used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    postmaster = int(next(home.rglob("postmaster.pid")).read_text().splitlines()[0])
    return used.ru_utime + used.ru_stime, family_seconds(postmaster)


def family_seconds(parent: int) -> float:
    """Add up a process, its children, and those of them that have ended."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(stat.parent.name) == parent:
            total += sum(map(int, fields[11:15]))
        elif int(fields[1]) == parent:
            total += sum(map(int, fields[11:13]))
    return total / 100


@click.command()
@click.option("--listeners", default=10_000, show_default=True)
@click.option("--lines", default=20, show_default=True)
@click.option("--people", default=200, show_default=True)
@click.option("--seconds", default=10.0, show_default=True)
def main(*, listeners: int, lines: int, people: int, seconds: float) -> None:
    """Measure, print."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < listeners + SPARE_FILES:
        raise SystemExit(f"{listeners} listeners need as many open files; this system allows {hard}.")
    resource.setrlimit(resource.RLIMIT_NOFILE, (listeners + SPARE_FILES, hard))
    measure_hub("many readers", listeners=listeners, lines=lines, pace=0.5)
    measure_hub("many lines", listeners=FEW, lines=5 * FAST, pace=1 / FAST)
    measure_say(people=people, seconds=seconds)


if __name__ == "__main__":
    main()
