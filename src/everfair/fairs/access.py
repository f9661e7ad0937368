"""Who may do what with an edition: one predicate per action, no database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from everfair.accounts.public import EditionRole

if TYPE_CHECKING:
    from everfair.accounts.public import Grant
    from everfair.fairs.models import Edition


def can_operate(grants: Iterable[Grant], edition: Edition) -> bool:
    """Move the edition and change its zones."""
    return _operates(grants, {edition.pk})


def can_open_edition(grants: Iterable[Grant], edition_ids_of_fair: Iterable[int]) -> bool:
    """Open another edition of a fair: whoever operates any of its editions."""
    return _operates(grants, set(edition_ids_of_fair))


def _operates(grants: Iterable[Grant], editions: set[int]) -> bool:
    return any(grant.role == EditionRole.OPERATOR and grant.edition_id in editions for grant in grants)
