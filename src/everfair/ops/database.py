"""The database of a fair for one command: the running one, or our own for as long as the command lasts."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from everfair.ops.errors import Trouble
from everfair.ops.home import Home, Lock, open_home
from everfair.ops.postgres import open_cluster
from everfair.ops.processes import start, stop_child
from everfair.ops.progress import RichProgress
from everfair.ops.schema import bring_up_to_date
from everfair.ops.terminal import set_up_django

if TYPE_CHECKING:
    from collections.abc import Iterator

    from everfair.config.options import Options


@contextmanager
def fair_database(options: Options, *, update: bool = True) -> Iterator[None]:
    """Inside, Django is set up on the fair's database, brought to the shape of this version unless told otherwise."""
    home = open_home(options.home)
    with _address(home, options) as url:
        os.environ["EVERFAIR_DATABASE_URL"] = url
        _speak_for_the_open_fair(home)
        set_up_django()
        if update:
            with RichProgress() as progress:
                bring_up_to_date(progress)
        yield


def _speak_for_the_open_fair(home: Home) -> None:
    """Let a command print the addresses of the fair that is open, whatever port it was opened on."""
    state = home.read_state() if home.is_open() else None
    if state:
        os.environ["EVERFAIR_HOST"], os.environ["EVERFAIR_PORT"] = str(state["host"]), str(state["port"])


@contextmanager
def _address(home: Home, options: Options) -> Iterator[str]:
    if options.database_url:
        yield options.database_url
    elif home.is_open() and (state := home.read_state()):
        yield state["database_url"]
    else:
        with Lock(home), _own_server(home, options) as url:
            home.state_file.unlink(missing_ok=True)  # left by a supervisor that was killed
            yield url


@contextmanager
def _own_server(home: Home, options: Options) -> Iterator[str]:
    cluster = open_cluster(home.folder, options.pg_bin)
    cluster.prepare()
    log = home.logs / "postgres.log"
    with log.open("ab") as output:
        server = start(cluster.command(), output)
    try:
        if not cluster.wait(server):
            raise Trouble("PostgreSQL does not start.", f"Its last words are in {log}.")
        yield cluster.url
    finally:
        stop_child(server, cluster.command().stop)
        cluster.tidy()
