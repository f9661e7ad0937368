"""Addresses that mail does not reach: noted, solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.notifications.models import MailProblem

if TYPE_CHECKING:
    from everfair.accounts.models import Person


def note_problem(address: str, ailment: str, words: str = "") -> None:
    """Stop mail to an address; a second time changes nothing. Its owner is told in the list by a handler."""
    with atomic():
        problem, is_new = MailProblem.objects.get_or_create(
            address=address.strip().lower(),
            solved_at=None,
            defaults={"ailment": ailment, "words": words[:300], "at": now()},
        )
        if is_new:
            log_event("mail_problem.noted", actor=None, subject=problem, ailment=ailment)


def solve_problem(address: str, *, actor: Person) -> bool:
    """Send mail to an address again: its owner says or has proved that it works. Tells whether there was a problem."""
    with atomic():
        problem = MailProblem.objects.select_for_update().filter(address=address.lower(), solved_at=None).first()
        if problem is None:
            return False
        problem.solved_at = now()
        problem.save(update_fields=["solved_at"])
        log_event("mail_problem.solved", actor=actor, subject=problem)
    return True
