"""Processor time of a player's heartbeat, in this process (PostgreSQL's own time is not in it).

PYTHONPATH=src:. .venv/bin/python bench/heartbeats.py

Each is another viewer's first in its minute: the dearest kind. Players send one in 30 seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from statistics import median
from typing import TYPE_CHECKING

from bench.opened import cpu_milliseconds, opened_fair

if TYPE_CHECKING:
    from everfair.live.models import Stream

TIMES = 1000
SECONDS_BETWEEN = 30


def main() -> None:
    with opened_fair():
        from django.test import Client

        from everfair.live.domain.viewing import beat, fold_heartbeats

        stream = make_stream()
        address, tokens, client = f"/streams/{stream.public_id}/watching", fresh_tokens(stream), Client()

        def send() -> None:
            answer = client.post(address, f"token={next(tokens)}&live=1", "application/x-www-form-urlencoded")
            if answer.status_code != HTTPStatus.NO_CONTENT:
                raise SystemExit(f"The heartbeat was answered by {answer.status_code}.")

        whole = median(cpu_milliseconds(send, times=TIMES))
        inside = median(cpu_milliseconds(lambda: beat(stream.public_id, token=next(tokens), is_live=True), times=TIMES))
        print(f"heartbeat: {whole:.2f} ms CPU as a request, {inside:.2f} ms of it token and statement")
        print(f"viewers on one core of web: {SECONDS_BETWEEN * 1000 / whole:,.0f}")
        age_heartbeats()
        (folding,) = cpu_milliseconds(fold_heartbeats, times=1, warm=0)
        print(f"folding {2 * TIMES} heartbeats: {folding:.2f} ms CPU")


def make_stream() -> Stream:
    from everfair.fairs.models import Edition
    from everfair.live.models import Stream

    return Stream.objects.create(edition=Edition.objects.latest("pk"), title={"en": "Opening"}, state="on_air")


def fresh_tokens(stream: Stream) -> Iterator[str]:
    from django.conf import settings

    from everfair.live.watch_tokens import new_watch_token

    while True:
        yield new_watch_token(stream.public_id, key=settings.SECRET_KEY)


def age_heartbeats() -> None:
    """Put all heartbeats an hour back, so that they are folded."""
    from datetime import timedelta

    from django.db.models import F

    from everfair.live.models import Heartbeat

    Heartbeat.objects.update(minute=F("minute") - timedelta(hours=1))


if __name__ == "__main__":
    main()
