"""Who may do what with streams: one predicate per action, no database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from everfair.accounts.public import EditionRole, can_manage

if TYPE_CHECKING:
    from everfair.accounts.public import Grant, Member
    from everfair.live.models import Stream


def can_run_stream(grants: Iterable[Grant], members: Iterable[Member], stream: Stream) -> bool:
    """Make keys, rehearse, go on air, pause and end: the operators, and who manages the stream's organisation."""
    return _operates(grants, stream.edition_id) or any(
        member.organisation.pk == stream.organisation_id and can_manage(member) for member in members
    )


def can_create_stream(grants: Iterable[Grant], edition_id: int) -> bool:
    """Create streams of the fair and of its sessions: the operators."""
    return _operates(grants, edition_id)


def can_moderate_stream(grants: Iterable[Grant], members: Iterable[Member], stream: Stream) -> bool:
    """Hide, pin, time out and ban: moderators of the edition, and who runs the stream."""
    moderates = any(grant.role == EditionRole.MODERATOR and grant.edition_id == stream.edition_id for grant in grants)
    return moderates or can_run_stream(grants, members, stream)


def _operates(grants: Iterable[Grant], edition_id: int) -> bool:
    return any(grant.role == EditionRole.OPERATOR and grant.edition_id == edition_id for grant in grants)
