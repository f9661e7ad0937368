"""Who may do what with streams: one predicate per action, no database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from everfair.accounts.public import EditionRole, can_exhibit, can_manage
from everfair.exhibition.public import BoothState
from everfair.live.enums import Audience, ChatAccess

if TYPE_CHECKING:
    from everfair.accounts.public import Grant, Member
    from everfair.exhibition.models import Booth
    from everfair.live.models import Stream


def can_run_stream(grants: Iterable[Grant], members: Iterable[Member], stream: Stream) -> bool:
    """Make keys, rehearse, go on air, pause and end: the operators, and who manages the stream's organisation."""
    return _operates(grants, stream.edition_id) or any(
        member.organisation.pk == stream.organisation_id and can_manage(member) for member in members
    )


def can_create_stream(grants: Iterable[Grant], edition_id: int) -> bool:
    """Create streams of the fair and of its sessions: the operators."""
    return _operates(grants, edition_id)


def can_create_show(grants: Iterable[Grant], members: Iterable[Member], booth: Booth) -> bool:
    """Create streams of a booth that is open: the operators, and who exhibits there, once approved."""
    exhibits = any(
        member.organisation.pk == booth.exhibitor.organisation_id and can_exhibit(member) for member in members
    )
    return booth.state == BoothState.OPEN and (exhibits or _operates(grants, booth.exhibitor.edition_id))


def can_watch_stream(stream: Stream, *, has_account: bool, is_invited: bool) -> bool:
    """See what the audience of the stream sees."""
    return {
        Audience.PUBLIC: True,
        Audience.REGISTERED: has_account,
        Audience.INVITED: is_invited,
    }[Audience(stream.audience)]


def can_moderate_stream(grants: Iterable[Grant], members: Iterable[Member], stream: Stream) -> bool:
    """Hide, pin, time out and ban: moderators of the edition, and who runs the stream."""
    moderates = any(grant.role == EditionRole.MODERATOR and grant.edition_id == stream.edition_id for grant in grants)
    return moderates or can_run_stream(grants, members, stream)


def _operates(grants: Iterable[Grant], edition_id: int) -> bool:
    return any(grant.role == EditionRole.OPERATOR and grant.edition_id == edition_id for grant in grants)


def can_take_part(*, has_account: bool, may_watch: bool) -> bool:
    """Ask, vote for questions, and answer polls."""
    return has_account and may_watch


def can_see_author(grants: Iterable[Grant], stream: Stream) -> bool:
    """Learn who asked without a name: moderators of the edition alone, not the stream's own team."""
    return any(grant.role == EditionRole.MODERATOR and grant.edition_id == stream.edition_id for grant in grants)


def can_say_in_chat(access: str, *, has_account: bool, takes_part: bool, is_team: bool) -> bool:
    """Write in a chat that one may read: its team always, others by the stream's rules."""
    allowed = {
        ChatAccess.OFF: False,
        ChatAccess.REGISTERED: True,
        ChatAccess.TAKING_PART: takes_part,
    }[ChatAccess(access)]
    return has_account and (is_team or allowed)


def can_open_moderation(grants: Iterable[Grant]) -> bool:
    """Open the moderation desk: moderators and operators of any edition."""
    return any(grant.role in (EditionRole.MODERATOR, EditionRole.OPERATOR) for grant in grants)


def can_ban_from_edition(grants: Iterable[Grant], edition_id: int) -> bool:
    """Keep somebody from writing in all chats of an edition, and settle what is reported there."""
    roles = (EditionRole.MODERATOR, EditionRole.OPERATOR)
    return any(grant.role in roles and grant.edition_id == edition_id for grant in grants)
