"""Brings the database to the shape that this version expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from everfair.ops.errors import Trouble

if TYPE_CHECKING:
    from everfair.kernel.progress import Progress


class MigrateWithProgress(Migrate):
    """Django's `migrate`, told to report instead of print."""

    progress: Progress

    def migration_progress_callback(self, action: str, migration: object = None, fake: bool = False) -> None:  # noqa: FBT001, FBT002  Django's signature
        del migration, fake
        if action == "apply_success":
            self.progress.advance()


def pending_migrations() -> int:
    """Return how many migrations are still to run; `Trouble` if the database is ahead of us."""
    executor = MigrationExecutor(connection)
    refuse_newer(executor)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def refuse_newer(executor: MigrationExecutor) -> None:
    """A database with migrations that we do not know was made by a newer version."""
    known = executor.loader.disk_migrations
    ours = {app for app, _ in known}
    ahead = sorted(
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations
        if app in ours and (app, name) not in known and (app, name) not in executor.loader.replacements
    )
    if ahead:
        raise Trouble(
            f"The data was made by a newer Everfair: it has {ahead[0]}, which this version does not know.",
            "Start it with that version, or choose another folder with --home DIR.",
        )


def bring_up_to_date(progress: Progress) -> None:
    """Run what is missing; quick when nothing is."""
    if count := pending_migrations():
        command = MigrateWithProgress()
        command.progress = progress
        progress.start("数据库 Database", count)
        call_command(command, interactive=False, verbosity=0)
        progress.finish()
    call_command("createcachetable", verbosity=0)
