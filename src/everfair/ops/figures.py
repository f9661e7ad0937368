"""`everfair figures`: the published figures beside what the rows say."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from everfair.analytics.public import figure_results
from everfair.fairs.public import current_edition
from everfair.ops.errors import FAIR, Trouble
from everfair.ops.tables import MARKS, make_table
from everfair.ops.terminal import err, out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from everfair.analytics.public import FigureResult


def compare(*, as_json: bool) -> bool:
    """Print the comparison; False when the whole fair is loaded and a figure does not match."""
    edition = current_edition()
    if edition is None:
        raise Trouble("There is no fair to count yet.", f"Load one: {FAIR} replay --scale demo")
    results = figure_results(edition)
    if as_json:
        out.print_json(json.dumps([asdict(result) for result in results], default=str))
    else:
        print_results(results)
    return edition.scale != "full" or all(result.match is not False for result in results)


def print_results(results: Iterable[FigureResult]) -> None:
    table = make_table("")
    table.add_column("figure", no_wrap=True)
    for name in ("published", "computed", "now"):
        table.add_column(name, justify="right", overflow="fold")
    table.add_column("provenance", overflow="ellipsis", no_wrap=True)
    results = list(results)
    for result in results:
        numbers = (result.published, result.computed, result.now)
        table.add_row(MARKS[result.match], result.id, *map(show, numbers), str(result.provenance))
    out.print(table)
    matched = sum(result.match is True for result in results)
    missed = sum(result.match is False for result in results)
    err.print(f"{len(results)} figures: {matched} match, {missed} do not.")


def show(number: object) -> str:
    return "–" if number is None else f"{number:,}" if isinstance(number, int) else str(number)
