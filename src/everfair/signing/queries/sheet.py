"""An agreement as one of its two parties sees it: the text, and who has yet to do what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from everfair.accounts.public import Member, memberships_of
from everfair.kernel.errors import NotFound
from everfair.negotiation.public import NegotiationState
from everfair.signing.access import can_deal, can_sign, side_of
from everfair.signing.enums import AGREEMENT_MOVES, AgreementState
from everfair.signing.models import Agreement, Approval, Signature
from everfair.signing.paper.terms import AgreementTerms, Side
from everfair.signing.paper.text import AgreementText, write_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from everfair.accounts.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class Party:
    """`member` speaks for one side of the agreement."""

    agreement: Agreement
    member: Member
    side: Side


@dataclass(frozen=True, slots=True)
class Done:
    """Somebody did it, then."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Column:
    """What one side has done so far."""

    side: Side
    organisation: Organisation
    is_ours: bool
    approved: Done | None
    signed: Done | None


@dataclass(frozen=True, slots=True)
class May:
    """What this party may do now."""

    revise: bool
    approve: bool
    sign: bool
    decline: bool
    lacks_signatory: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    text: AgreementText
    columns: tuple[Column, Column]
    may: May
    is_open: bool


def parties_for_person(person: Person, public_id: str) -> list[Party]:
    """Return what the person may speak for: nothing for a stranger, twice for who acts for both. Two queries."""
    rows = Agreement.objects.select_related("first_party", "second_party", "negotiation__edition__fair")
    agreement = rows.filter(public_id=public_id).defer("paper").first()
    if agreement is None:
        return []
    sided = ((member, side_of(member, agreement)) for member in memberships_of(person))
    return [Party(agreement, member, side) for member, side in sided if side]


def sheet_of(party: Party) -> Sheet:
    """Write the text out and look up who did what; two queries."""
    agreement = party.agreement
    approvals = agreement.approvals.select_related("person")
    signatures = agreement.signatures.select_related("person")
    columns = _columns(party, approvals, signatures)
    is_open = agreement.negotiation.state == NegotiationState.ACCEPTED
    return Sheet(
        text=write_text(AgreementTerms.from_json(agreement.terms)),
        columns=columns,
        may=_may(party, columns) if is_open else May(*[False] * 5),
        is_open=is_open,
    )


def paper_of(agreement: Agreement) -> bytes:
    """Return the newest PDF; `NotFound` before both sides have approved."""
    paper = Agreement.objects.filter(pk=agreement.pk).values_list("paper", flat=True).get()
    if paper is None:
        raise NotFound
    return bytes(paper)


def _columns(party: Party, approvals: Iterable[Approval], signatures: Iterable[Signature]) -> tuple[Column, Column]:
    agreement = party.agreement
    approved = {row.organisation_id: Done(row.person.shown_name, row.approved_at) for row in approvals}
    signed = {row.organisation_id: Done(row.person.shown_name, row.signed_at) for row in signatures}

    def column(side: Side, organisation: Organisation) -> Column:
        key = organisation.pk
        return Column(side, organisation, side is party.side, approved.get(key), signed.get(key))

    return column(Side.FIRST, agreement.first_party), column(Side.SECOND, agreement.second_party)


def _may(party: Party, columns: tuple[Column, Column]) -> May:
    agreement, member = party.agreement, party.member
    ours = next(column for column in columns if column.is_ours)
    state = AgreementState(agreement.state)
    deals = can_deal(member, agreement)
    awaits_us = state in {AgreementState.APPROVED, AgreementState.PARTLY_SIGNED} and ours.signed is None
    return May(
        revise=deals and state is AgreementState.DRAFT,
        approve=deals and state is AgreementState.DRAFT and ours.approved is None,
        sign=awaits_us and can_sign(member, agreement),
        decline=deals and AgreementState.DECLINED in AGREEMENT_MOVES[state] and ours.signed is None,
        lacks_signatory=awaits_us and not can_sign(member, agreement),
    )
