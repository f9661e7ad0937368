"""`everfair up`: opens the fair and keeps it open."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from everfair.ops.errors import FAIR, Trouble
from everfair.ops.health import database_answers, live_answers, web_answers, worker_beats
from everfair.ops.home import Home, Lock, open_home
from everfair.ops.ports import require_port
from everfair.ops.postgres import Cluster, open_cluster
from everfair.ops.prepared import is_prepared, note_prepared
from everfair.ops.processes import Command
from everfair.ops.supervisor import Part, Signals, StopRequested, Supervisor, describe
from everfair.ops.terminal import err, out

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from everfair.config.options import Options

SECONDS_FOR_THE_LEAVING = 5.0
LONGEST_START_SECONDS = 300.0


@dataclass(frozen=True)
class Programs:
    """The Python modules that `up` runs; tests put small stand-ins here."""

    prepare: str = "everfair.ops.prepare"
    web: str = "everfair.ops.web"
    worker: str = "everfair.ops.worker"
    live: str = "everfair.ops.live"


def open_fair(options: Options, programs: Programs = Programs()) -> None:
    """Open the fair of `options` and return when it has been closed."""
    home = open_home(options.home)
    with Lock(home):
        crashed = home.state_file.exists()
        patience = SECONDS_FOR_THE_LEAVING if crashed else 0.0
        require_port(options.host, options.port, patience)
        if options.live and options.live_port:
            require_port(options.host, options.live_port, patience, setting="EVERFAIR_LIVE_PORT=")
        try:
            Opening(home, options, programs).run()
        finally:
            home.state_file.unlink(missing_ok=True)


class Opening:
    """One life of the fair, from the first process to the last."""

    def __init__(self, home: Home, options: Options, programs: Programs) -> None:
        self._home = home
        self._options = options
        self._programs = programs
        self._cluster = None if options.database_url else open_cluster(home.folder, options.pg_bin)
        self._database_url = self._cluster.url if self._cluster else str(options.database_url)
        self._state = "starting"
        self._since = datetime.now(UTC).isoformat(timespec="seconds")

    def run(self) -> None:
        with Signals() as signals:
            try:
                with Supervisor(signals, say=self._say, report=self._report) as supervisor:
                    self._start(supervisor)
                    supervisor.watch()
            except StopRequested:
                err.print("再见。 The fair is closed; everything is kept.", style="dim")
            finally:
                if self._cluster:
                    self._cluster.tidy()

    def _start(self, supervisor: Supervisor) -> None:
        if self._cluster:
            database = self._postgres(self._cluster)
            supervisor.start(database)
            supervisor.wait_for(database, LONGEST_START_SECONDS)
        elif not database_answers(self._database_url):
            raise Trouble("The database of DATABASE_URL does not answer.", "Correct the address, or leave it out.")
        self._prepare(supervisor)
        web = self._part("web", self._programs.web, lambda: web_answers(self._options.host, self._options.port))
        supervisor.start(web)
        supervisor.wait_for(web, LONGEST_START_SECONDS)
        live = self._live(supervisor)
        worker = self._part("worker", self._programs.worker, lambda: worker_beats(self._database_url))
        supervisor.start(worker)
        greet(self._options)
        for part in (worker, *live):
            supervisor.wait_for(part, LONGEST_START_SECONDS)
        self._state = "open"
        supervisor.report()

    def _live(self, supervisor: Supervisor) -> list[Part]:
        """Start what takes streams in, unless the settings leave that to another machine."""
        if not self._options.live:
            return []
        live = self._part("live", self._programs.live, lambda: live_answers(self._home, self._options.host))
        supervisor.start(live)
        return [live]

    def _prepare(self, supervisor: Supervisor) -> None:
        if is_prepared(self._home, self._options):
            return
        if supervisor.run(self._command(self._programs.prepare)):
            raise SystemExit(1)
        note_prepared(self._home, self._options)

    def _postgres(self, cluster: Cluster) -> Part:
        log = self._home.logs / "postgres.log"
        return Part("postgres", cluster.command, cluster.answers, log, before=cluster.prepare)

    def _part(self, name: str, module: str, answers: Callable[[], bool]) -> Part:
        return Part(name, lambda: self._command(module), answers, self._home.logs / f"{name}.log")

    def _command(self, module: str) -> Command:
        return Command((sys.executable, "-m", module), environment=self._environment())

    def _environment(self) -> Mapping[str, str]:
        source = str(Path(__file__).resolve().parents[2])
        paths = [source, *filter(None, [os.environ.get("PYTHONPATH")])]
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("PG")},
            "DJANGO_SETTINGS_MODULE": "everfair.config.settings",
            "EVERFAIR_HOME": str(self._home.folder),
            "EVERFAIR_PORT": str(self._options.port),
            "EVERFAIR_DATABASE_URL": self._database_url,
            "PYTHONPATH": os.pathsep.join(paths),
            "PYTHONUNBUFFERED": "1",
        }

    def _say(self, words: str) -> None:
        err.print(f"{datetime.now().astimezone():%H:%M:%S} {words}", markup=False, style="yellow")

    def _report(self, parts: list[Part]) -> None:
        self._home.write_state(
            {
                "state": self._state,
                "pid": os.getpid(),
                "since": self._since,
                "url": self._options.address,
                "host": self._options.host,
                "port": self._options.port,
                "database_url": self._database_url,
                "parts": describe(parts),
            }
        )


def greet(options: Options) -> None:
    """Where the fair is, and what to do next."""
    out.print()
    out.print("[bold]展会已开门，永不落幕。[/] The fair is open.")
    out.print(f"  [bold cyan]{options.address}[/]")
    out.print()
    if options.demo:
        out.print(f"  演示账户 Demo accounts  {FAIR} demo accounts")
    out.print(f"  展会数字 Figures        {FAIR} figures")
    out.print(f"  运行状态 Status         {FAIR} status")
    out.print("  关闭     Close          Ctrl-C")
    out.print()
