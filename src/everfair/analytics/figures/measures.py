"""Ways to count: each takes the condition that narrows the rows, and writes the SQL expression.

A figure's own statement narrows by WHERE and hands over no condition; the page counts all figures of a source in one
pass and hands over what FILTER must keep.
"""

from __future__ import annotations

from collections.abc import Callable

Measure = Callable[[str], str]


def every(*conditions: str) -> str:
    """Join conditions that must all hold; empty ones say nothing."""
    return " AND ".join(f"({condition})" if " OR " in condition else condition for condition in conditions if condition)


def count_rows(condition: str) -> str:
    return f"count(*){_only(condition)}"


def count_of(part: str) -> Measure:
    """Count the rows for which `part` holds, too."""
    return lambda condition: count_rows(every(condition, part))


def distinct(value: str) -> Measure:
    """Count different values; NULL is none."""
    return lambda condition: f"count(DISTINCT {value}){_only(condition)}"


def share_of(part: str) -> Measure:
    """Return for how many of a hundred rows `part` holds, one decimal, half up (numeric rounds so); NULL of no rows."""
    return lambda condition: (
        f"round(100.0 * {count_rows(every(condition, part))} / nullif({count_rows(condition)}, 0), 1)"
    )


def total_minor(amount: str, in_currency: str) -> Measure:
    """Add up minor units of the rows whose currency it is; other currencies are never added."""
    return lambda condition: f"coalesce(sum({amount}){_only(every(condition, in_currency))}, 0)"


def median_minutes(seconds: str) -> Measure:
    """Return the median of a number of seconds in whole minutes, half up; NULL of no rows."""
    return lambda condition: (
        f"round((percentile_cont(0.5) WITHIN GROUP (ORDER BY {seconds}){_only(condition)})::numeric / 60)"
    )


def _only(condition: str) -> str:
    return f" FILTER (WHERE {condition})" if condition else ""
