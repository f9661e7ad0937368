"""Lines of the one history, and the side that the talks then wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.realtime import publish
from everfair.negotiation.access import side_of
from everfair.negotiation.enums import MessageKind
from everfair.negotiation.models import Message, Negotiation

if TYPE_CHECKING:
    from everfair.accounts.public import Member


def lock(negotiation: Negotiation) -> Negotiation:
    """Return the row as it is now, locked until the caller's transaction ends."""
    rows = Negotiation.objects.select_related("edition", "initiator", "respondent")
    return rows.select_for_update(of=("self",)).get(pk=negotiation.pk)


def write_line(
    negotiation: Negotiation, *, actor: Member, kind: MessageKind = MessageKind.MESSAGE, body: str = "", link: str = ""
) -> Message:
    """Add a line and show it to both sides; the caller has locked the negotiation."""
    line = keep_line(negotiation, actor=actor, kind=kind, body=body, link=link)
    publish(negotiation.channel, "message", {"id": line.public_id})
    return line


def keep_line(
    negotiation: Negotiation, *, actor: Member, kind: MessageKind = MessageKind.MESSAGE, body: str, link: str = ""
) -> Message:
    """Add a line that no open page can be waiting for."""
    return Message.objects.create(
        negotiation=negotiation,
        kind=kind,
        author=actor.person,
        organisation=actor.organisation,
        body=body,
        link=link,
        sent_at=now(),
    )


def pass_turn(negotiation: Negotiation, *, actor: Member, wait: bool = True) -> None:
    """Set (unsaved) whose turn it is after `actor` moved: the other side's, or nobody's."""
    side = side_of(actor, negotiation)
    negotiation.turn = side.other if side and wait else ""


def take_lead(negotiation: Negotiation, *, actor: Member) -> None:
    """Let (unsaved) who acts lead the talks for their side, where nobody does."""
    side = side_of(actor, negotiation)
    if side is not None and getattr(negotiation, f"{side}_lead_id") is None:
        setattr(negotiation, f"{side}_lead", actor.person)


def tell(negotiation: Negotiation, name: str, *, actor: Member, **payload: object) -> None:
    """Log that the negotiation moved, and let both sides' open pages look again."""
    log(negotiation, name, actor=actor, **payload)
    publish(negotiation.channel, "moved", {"state": negotiation.state})
    tell_lists(negotiation, negotiation.initiator.public_id, negotiation.respondent.public_id)


def log(negotiation: Negotiation, name: str, *, actor: Member, **payload: object) -> None:
    log_event(
        name,
        actor=actor.person,
        subject=negotiation,
        organisation=actor.organisation,
        edition=negotiation.edition_id,
        **payload,
    )


def tell_lists(negotiation: Negotiation, *organisations: str) -> None:
    """Let the open lists of these organisations (public ids) look again."""
    for organisation in organisations:
        publish(f"organisation.{organisation}", "negotiations", {"id": negotiation.public_id})
