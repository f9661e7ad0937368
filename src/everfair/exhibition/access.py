"""Who may do what in the exhibition: one predicate per action, no database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.accounts.public import can_exhibit

if TYPE_CHECKING:
    from everfair.accounts.public import Member
    from everfair.exhibition.models import Exhibitor


def can_run(member: Member, exhibitor: Exhibitor) -> bool:
    """Build booths and write projects: who manages the exhibitor's own, approved organisation."""
    return can_exhibit(member) and member.organisation.pk == exhibitor.organisation_id
