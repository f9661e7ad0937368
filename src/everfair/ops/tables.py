"""How answers look on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from everfair.ops.doctor import Finding
    from everfair.ops.health import FairHealth

MARKS = {True: Text("✓", style="green"), False: Text("✗", style="red"), None: Text("–", style="dim")}


def make_table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def status_table(health: FairHealth) -> Table:
    table = make_table("", "part", "process", "restarts", "address")
    table.title = f"{health.home}: {health.state}"
    table.title_justify = "left"
    for part in health.parts:
        table.add_row(MARKS[part.healthy], part.name, str(part.pid or "–"), str(part.restarts), part.address)
    return table


def findings_table(findings: Iterable[Finding]) -> Table:
    table = make_table("", "what", "found", "what to do")
    for finding in findings:
        table.add_row(
            MARKS[finding.is_good], finding.subject, finding.words, "" if finding.is_good else finding.way_out
        )
    return table


def streams_table(rows: Iterable[dict[str, Any]]) -> Table:
    table = make_table("signal", "stream", "title", "state", "audience", "starts")
    for row in rows:
        names = ("stream", "title", "state", "audience")
        mark = MARKS[True] if row["signal"] else MARKS[None]
        table.add_row(mark, *(row[name] for name in names), row["starts_at"] or "")
    return table


def account_lines(rows: Iterable[dict[str, Any]]) -> Text:
    """Mail and password in one piece each, so that they can be copied; below them, who it is."""
    text = Text()
    for row in rows:
        text.append(f"{row['email']}  {row['password']}\n", style="bold")
        text.append(f"  {row['name']}. {row['words']}\n", style="dim")
    return text
