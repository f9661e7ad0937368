"""The `everfair` command."""

from __future__ import annotations

import json
import os
from typing import Any, Literal

import click

from everfair import __version__
from everfair.ops.cli_options import home_option, json_option, read_options
from everfair.ops.errors import FAIR
from everfair.ops.house import is_checkout
from everfair.ops.stream_cli import stream
from everfair.ops.terminal import out, plain_words


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="In a checkout ./fair also knows: assets (build them), lock (make the lock files anew)."
    if is_checkout()
    else None,
)
@click.version_option(__version__, prog_name="everfair")
def everfair() -> None:
    """The open-source digital base of a trade fair that never closes 永不落幕的展会."""


@everfair.command()
@home_option
@click.option("--port", type=click.IntRange(1, 65535), help="The public port (or set EVERFAIR_PORT); 8000 otherwise.")
@click.option("--host", help="The address to listen on (or set EVERFAIR_HOST); 127.0.0.1 otherwise.")
def up(port: int | None, host: str | None) -> None:
    """Open the fair and keep it open; the first start makes the demo fair."""
    from everfair.ops.up import open_fair

    if port is not None:
        os.environ["EVERFAIR_PORT"] = str(port)
    if host is not None:
        os.environ["EVERFAIR_HOST"] = host
    open_fair(read_options())


@everfair.command()
@home_option
def stop() -> None:
    """Close the fair that is open in the home folder."""
    from everfair.ops.stop import close_fair

    close_fair(read_options().home)
    out.print("The fair is closed; everything is kept.")


@everfair.command()
@home_option
@json_option
def status(as_json: bool) -> None:  # noqa: FBT001  click gives options by name
    """Show the parts, their addresses and whether they answer; exit code 1 unless all do."""
    from everfair.ops.health import look_at
    from everfair.ops.home import Home
    from everfair.ops.tables import status_table

    health = look_at(Home(read_options().home))
    out.print_json(json.dumps(health.as_dict())) if as_json else out.print(status_table(health))
    raise SystemExit(0 if health.healthy else 1)


@everfair.command()
@home_option
@json_option
def doctor(as_json: bool) -> None:  # noqa: FBT001  click gives options by name
    """Look for what could keep the fair from working here."""
    from everfair.ops.doctor import examine
    from everfair.ops.tables import findings_table

    findings = examine(read_options())
    rows = [finding.as_dict() for finding in findings]
    out.print_json(json.dumps(rows)) if as_json else out.print(findings_table(findings))
    raise SystemExit(1 if any(finding.is_serious for finding in findings) else 0)


@everfair.command()
@home_option
@json_option
def figures(as_json: bool) -> None:  # noqa: FBT001  click gives options by name
    """Compare every published figure with what the rows say; at full scale a mismatch is exit code 1."""
    from everfair.ops.database import fair_database

    with fair_database(read_options()):
        from everfair.ops.figures import compare

        matches = compare(as_json=as_json)
    raise SystemExit(0 if matches else 1)


@everfair.command()
@home_option
@click.option("--scale", type=click.Choice(["demo", "full"]), required=True, help="A hundredth, or all of it.")
def replay(scale: Literal["demo", "full"]) -> None:
    """Load the 2020 fair anew, from its published figures; what was in the fair before is replaced."""
    from everfair.ops.database import fair_database
    from everfair.ops.progress import RichProgress

    with fair_database(read_options()), RichProgress() as progress:
        from everfair.replay.public import load_replay

        load_replay(scale, progress)


@everfair.command()
@home_option
def migrate() -> None:
    """Bring the database to the shape of this version, without opening the fair."""
    from everfair.ops.database import fair_database

    with fair_database(read_options()):
        out.print("The database is up to date.")


@everfair.group()
def demo() -> None:
    """About the demo fair."""


@demo.command()
@home_option
@json_option
def accounts(as_json: bool) -> None:  # noqa: FBT001  click gives options by name
    """A mail address and a password for each kind of person."""
    from everfair.ops.tables import account_lines
    from everfair.ops.terminal import set_up_django

    set_up_django()
    from everfair.replay.public import demo_accounts

    rows: list[dict[str, Any]] = [account.as_dict() for account in demo_accounts()]
    out.print_json(json.dumps(rows)) if as_json else out.print(account_lines(rows))


@everfair.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a command of Django on the fair: manage shell, manage dbshell."""
    from everfair.ops.database import fair_database

    with fair_database(read_options(), update=False):
        from django.core.management import execute_from_command_line

        execute_from_command_line([f"{FAIR} manage", *arguments])


@click.command("check")
def check_command() -> None:
    """Lint, format, types, imports, templates."""
    from everfair.ops.house import check

    raise SystemExit(0 if check() else 1)


@click.command("test", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test_command(arguments: tuple[str, ...]) -> None:
    """Run all that CI runs; with arguments only pytest, with them."""
    from everfair.ops.house import run_tests

    raise SystemExit(0 if run_tests(arguments) else 1)


@click.command("docs")
def docs_command() -> None:
    """Write the pages that are made from the code: settings, events, permissions, commands, licences."""
    from everfair.ops.terminal import set_up_django

    set_up_django()
    from everfair.ops.reference import write_pages

    for path in write_pages():
        out.print(f"written: {path}")


everfair.add_command(stream)
if is_checkout():
    everfair.add_command(docs_command)
    everfair.add_command(check_command)
    everfair.add_command(test_command)


def main() -> None:
    """The entry point of `everfair` and of `./fair`."""
    with plain_words():
        everfair(prog_name=FAIR)
