"""A kept public page against the server's own hello world: what the edge costs.

    python -m bench.cached_page [--rounds 9] [--seconds 1]

Needs nothing but the installed package: both servers and the load run on this machine, on 32 connections with one
request in flight each. Rounds alternate, so that a busy neighbour hits both; the ratio counts, not the rates. The ratio
by processor time is the steadier one where other programs run.
"""

from __future__ import annotations

import asyncio
import logging
import random
from pathlib import Path
from statistics import median

import click

from bench.loading import Load, load
from bench.serving import Serving, serving
from everfair.edge.front import Front, FrontOptions
from everfair.edge.protocol import App, Receive, Scope, Send

TARGET = "/2020/exhibition/?sector=7"
CARDS = 50
BYTES = 20_000
WORDS = (
    "服务",
    "贸易",
    "设计",
    "物流",
    "金融",
    "design",
    "law",
    "energy",
    "film",
    "data",
    "tourism",
    "finance",
    "sport",
)
HEADERS = [
    (b"content-type", b"text/html; charset=utf-8"),
    (b"cache-control", b"public, max-age=0, must-revalidate"),
    (b"content-security-policy", b"default-src 'self'; img-src 'self' data:; object-src 'none'"),
    (b"content-language", b"en"),
    (b"everfair-cache", b"ttl=300; tags=edition:2020"),
]


def hello() -> App:
    """Return the least that an ASGI app can do."""
    start = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]}
    body = {"type": "http.response.body", "body": b"Hello, world!"}

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        if scope["type"] == "http":
            await send(start)
            await send(body)

    return answer


def card(chance: random.Random, number: int) -> str:
    words = " ".join(chance.choices(WORDS, k=20))
    return (
        f'<article class="card"><h3><a href="projects/{chance.getrandbits(48):012x}">{words[:40]}</a></h3>'
        f'<p class="meta">Sector {number % 12}, booth {chance.randrange(1000)}</p><p>{words}</p></article>'
    )


def front() -> Front:
    """Return the front over one page of about 20 kB, as a catalogue page is; no database is near."""
    logging.disable(logging.WARNING)
    chance = random.Random(2020)  # noqa: S311 -- the same page each time
    page = "<!doctype html>" + "".join(card(chance, number) for number in range(CARDS)).ljust(BYTES)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": page.encode()})

    nowhere = Path("/nonexistent")
    options = FrontOptions(conninfo=f"host={nowhere}", key="bench", static_root=nowhere, media_root=nowhere)
    application = Front(answer, options)
    application.pages.resume()
    return application


async def measure(served: Serving, target: str, *, seconds: float) -> tuple[Load, float]:
    """Return the load and the processor time for each answer, in microseconds."""
    before = served.cpu_seconds()
    loaded = await load(served.port, target, seconds=seconds)
    return loaded, (served.cpu_seconds() - before) / loaded.answers * 1e6


async def compare(hello_server: Serving, front_server: Serving, *, rounds: int, seconds: float) -> None:
    await load(front_server.port, TARGET, seconds=0.3)
    rates: list[float] = []
    costs: list[float] = []
    for number in range(1, rounds + 1):
        plain, plain_cpu = await measure(hello_server, "/", seconds=seconds)
        kept, kept_cpu = await measure(front_server, TARGET, seconds=seconds)
        rates.append(kept.rate / plain.rate)
        costs.append(plain_cpu / kept_cpu)
        click.echo(
            f"round {number}: hello {plain.rate:7,.0f}/s {plain_cpu:5.1f} us,"
            f" page {kept.rate:7,.0f}/s {kept_cpu:5.1f} us,"
            f" ratio {rates[-1]:.2f} by rate, {costs[-1]:.2f} by processor time"
        )
    click.echo(f"median ratio {median(rates):.2f} by rate, {median(costs):.2f} by processor time; aim: at least 0.70")


@click.command()
@click.option("--rounds", default=9, show_default=True)
@click.option("--seconds", default=1.0, show_default=True)
def main(rounds: int, seconds: float) -> None:
    """Measure, print the ratio."""
    with serving("bench.cached_page:hello") as plain, serving("bench.cached_page:front") as kept:
        asyncio.run(compare(plain, kept, rounds=rounds, seconds=seconds))


if __name__ == "__main__":
    main()
