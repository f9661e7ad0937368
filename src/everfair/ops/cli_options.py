"""What several commands share: the fair's folder, answers for scripts, the settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pydantic import ValidationError

from everfair.config.options import load_options
from everfair.ops.errors import Trouble

if TYPE_CHECKING:
    from everfair.config.options import Options


def set_home(_: click.Context, __: click.Parameter, folder: Path | None) -> None:
    if folder is not None:
        os.environ["EVERFAIR_HOME"] = str(folder.expanduser().absolute())


home_option = click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    callback=set_home,
    expose_value=False,
    help="The folder that holds all state of the fair (or set EVERFAIR_HOME).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="For scripts.")


def read_options() -> Options:
    """Read the settings; a value that makes no sense is one sentence."""
    try:
        return load_options()
    except ValidationError as error:
        wrong = error.errors()[0]
        name = "EVERFAIR_" + "_".join(str(word) for word in wrong["loc"]).upper()
        raise Trouble(f"{name} makes no sense: {wrong['msg']}.", "Correct it, or leave it out.") from None
