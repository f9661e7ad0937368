"""Nothing is kept for ever: what is old enough goes, and the log says how much of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.transaction import atomic

from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.retention import rules

if TYPE_CHECKING:
    from everfair.kernel.retention import Rule


def apply_retention() -> dict[str, int]:
    """Apply every rule; returns what was deleted, by kind. One that fails does not keep the others from theirs."""
    deleted, failures = {}, []
    for rule in rules():
        try:
            deleted[rule.what] = _apply(rule)
        except Exception as failure:  # noqa: BLE001 -- raised below, together with the others
            failures.append(failure)
    if failures:
        raise ExceptionGroup("some things could not be deleted", failures)
    return deleted


def _apply(rule: Rule) -> int:
    count = rule.delete(now() - timedelta(days=getattr(settings.OPTIONS, rule.option)))
    if count:
        with atomic():
            log_event("retention.applied", actor=None, subject=None, what=rule.what, count=count)
    return count
