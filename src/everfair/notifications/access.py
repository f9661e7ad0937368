"""Who may do what with notifications."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from everfair.accounts.public import EditionRole

if TYPE_CHECKING:
    from everfair.accounts.public import Grant


def can_preview_letters(grants: Iterable[Grant]) -> bool:
    """Read what the fair writes to people: whoever operates an edition."""
    return any(grant.role == EditionRole.OPERATOR for grant in grants)
