"""Looking somebody up is a deed too: it is noted, but not in words that tell whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import atomic
from django.utils.crypto import salted_hmac

from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from everfair.accounts.models import Person


def note_search(actor: Person, words: str, *, found: int) -> None:
    """Log a search with a keyed digest: whoever knows the words can prove that they were asked for."""
    digest = salted_hmac("everfair.people_search", words.casefold(), algorithm="sha256").hexdigest()[:32]
    with atomic():
        log_event("people.searched", actor=actor, subject=actor, digest=digest, found=found)
