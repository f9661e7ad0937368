"""`everfair stream`: streams for scripts and for who sits at the machine."""

from __future__ import annotations

import json
from typing import Any

import click

from everfair.ops.cli_options import home_option, json_option, read_options
from everfair.ops.database import fair_database
from everfair.ops.stream_wish import AUDIENCES, StreamWish
from everfair.ops.terminal import out, set_up_django

edition_option = click.option("--edition", default="", help="The edition's address, like 2020; otherwise the current.")


@click.group()
def stream() -> None:
    """Streams: make one, list them, give one a key, end one."""


@stream.command()
@home_option
@json_option
@edition_option
@click.option("--title", default="", help="In the language of this terminal.")
@click.option("--title-en", default="", help="In English.")
@click.option("--title-zh", default="", help="In Chinese.")
@click.option("--session", default="", help="The session of the programme that it belongs to, by its id.")
@click.option("--booth", default="", help="The open booth that shows it, by its id.")
@click.option("--audience", type=click.Choice(AUDIENCES), default="public", help="Who may watch; public otherwise.")
@click.option("--language", default="zh", help="What is spoken, like zh or en.")
@click.option("--external", default="", help="The HLS playlist of a stream that is sent elsewhere.")
@click.option("--srt", is_flag=True, help="Also an address for encoders that send by SRT.")
def create(as_json: bool, **wished: Any) -> None:  # noqa: FBT001  click gives options by name
    """Make a stream with a key, and say where to send and where to watch."""
    with fair_database(read_options()):
        from everfair.ops.streams import make_stream

        answer(make_stream(StreamWish(**wished)), as_json=as_json)


@stream.command("list")
@home_option
@json_option
@edition_option
def list_command(as_json: bool, edition: str) -> None:  # noqa: FBT001  click gives options by name
    """List the streams of an edition."""
    with fair_database(read_options()):
        from everfair.ops.streams import stream_rows
        from everfair.ops.tables import streams_table

        rows = stream_rows(edition)
        out.print_json(json.dumps(rows)) if as_json else out.print(streams_table(rows))


@stream.command()
@home_option
@json_option
@click.argument("stream_id", metavar="ID")
def key(as_json: bool, stream_id: str) -> None:  # noqa: FBT001  click gives options by name
    """Make one more key for a stream; it is shown this once."""
    with fair_database(read_options()):
        from everfair.ops.streams import give_key

        answer(give_key(stream_id), as_json=as_json)


@stream.command()
@home_option
@json_option
@click.argument("stream_id", metavar="ID")
def end(as_json: bool, stream_id: str) -> None:  # noqa: FBT001  click gives options by name
    """End a stream for its audience and send its encoder away."""
    with fair_database(read_options()):
        from everfair.ops.streams import close_stream

        answer(close_stream(stream_id), as_json=as_json)


@stream.command()
@home_option
def engine() -> None:
    """Print the configuration of the media server that EVERFAIR_LIVE_ENGINE names."""
    read_options()
    set_up_django()
    from everfair.ops.streams import configuration

    out.print(configuration(), markup=False, highlight=False, soft_wrap=True, end="")


def answer(facts: dict[str, Any], *, as_json: bool) -> None:
    """Print for a script, or a line for each fact that there is."""
    if as_json:
        out.print_json(json.dumps(facts))
        return
    for name, value in facts.items():
        if value:
            out.print(f"{name:9}", value, markup=False, soft_wrap=True)
