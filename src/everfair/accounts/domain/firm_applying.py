"""From rows of a spreadsheet to organisations and members of the delegation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.accounts.access import can_vouch
from everfair.accounts.domain.delegations import enter_member, enter_new_members
from everfair.accounts.domain.firm_rows import Firm, firm_of
from everfair.accounts.domain.firm_words import firm_words
from everfair.accounts.domain.invitations import invite_first_owner, invite_first_owners
from everfair.accounts.domain.particulars import Particulars, write_particulars
from everfair.accounts.domain.vetting_steps import take_step
from everfair.accounts.enums import DelegationMemberState, OrganisationState, RowOutcome, VettingStep
from everfair.accounts.errors import AlreadyInvited
from everfair.accounts.models import ImportedRow, Membership, Organisation, Vetting
from everfair.kernel.clock import now
from everfair.kernel.events import Told, log_events

if TYPE_CHECKING:
    from everfair.accounts.officer import Officer

Identity = tuple[str | None, str]
STATES = {VettingStep.APPLIED: OrganisationState.APPLIED, VettingStep.APPROVED: OrganisationState.APPROVED}
WAITING = (OrganisationState.APPLIED, OrganisationState.ASKED)


class RowApplier:
    """Applies rows without mistakes; the caller holds the transaction, and the lock that keeps other imports away.

    A firm is known by its registration number in its country. One that nobody acts for, and that this delegation
    registered itself, is brought up to date; every other known one is asked, and changes nothing of itself here.
    """

    def __init__(self, officer: Officer, rows: Sequence[ImportedRow]) -> None:
        self.officer = officer
        words = firm_words()
        self.work = [(row, firm_of(row.cells, words)) for row in rows]
        self.known = _known(firm for _, firm in self.work)
        self.ours = self._ours()

    def apply(self) -> None:
        new = {_identity(firm.particulars): firm for _, firm in self.work if self._organisation(firm) is None}
        registered = dict(zip(new, register_firms(self.officer, list(new.values())), strict=True))
        for row, firm in self.work:
            organisation = registered.get(_identity(firm.particulars))
            row.outcome = RowOutcome.CREATED if organisation else self._apply(firm)
            row.organisation = organisation or self._organisation(firm)
            row.applied_at = now()
        ImportedRow.objects.bulk_update([row for row, _ in self.work], ["organisation", "outcome", "applied_at"])

    def _organisation(self, firm: Firm) -> Organisation | None:
        return self.known.get(_identity(firm.particulars))

    def _apply(self, firm: Firm) -> RowOutcome:
        organisation = self.known[_identity(firm.particulars)]
        if organisation.pk in self.ours:
            return self._bring_up_to_date(organisation, firm)
        asked = enter_member(self.officer, organisation, DelegationMemberState.INVITED)
        return RowOutcome.INVITED if asked else RowOutcome.UNCHANGED

    def _bring_up_to_date(self, organisation: Organisation, firm: Firm) -> RowOutcome:
        changes = write_particulars(organisation, firm.particulars)
        if changes:
            step = VettingStep.ANSWERED
            take_step(organisation, step, person=self.officer.person, changes=changes)
        joined = enter_member(self.officer, organisation, DelegationMemberState.JOINED)
        invited = self._invite(organisation, firm)
        return RowOutcome.UPDATED if changes or joined or invited else RowOutcome.UNCHANGED

    def _invite(self, organisation: Organisation, firm: Firm) -> bool:
        """Ask the contact to act for the organisation; an open invitation to the same address is enough."""
        if not firm.contact_mail:
            return False
        try:
            with atomic():
                invite_first_owner(organisation, actor=self.officer.person, email=firm.contact_mail)
        except AlreadyInvited:
            return False
        return True

    def _ours(self) -> set[int]:
        """Return which known organisations this delegation registered, nobody acts for, and nobody has approved."""
        found = [organisation.pk for organisation in self.known.values() if organisation.state in WAITING]
        registered = ImportedRow.objects.filter(
            source__delegation=self.officer.delegation, organisation__in=found, outcome=RowOutcome.CREATED
        )
        acted_for = Membership.objects.filter(organisation__in=found).values_list("organisation", flat=True)
        return set(registered.values_list("organisation", flat=True)) - set(acted_for)


def register_firms(officer: Officer, firms: Sequence[Firm]) -> list[Organisation]:
    """Register firms that nobody knows as members, in few statements however many; an operator's are approved."""
    steps = [VettingStep.APPLIED, VettingStep.APPROVED] if can_vouch(officer) else [VettingStep.APPLIED]
    organisations = Organisation.objects.bulk_create([_unsaved(firm, steps) for firm in firms])
    Vetting.objects.bulk_create(
        Vetting(organisation=one, step=step, person=officer.person) for one in organisations for step in steps
    )
    founded = (Told(one, one, {"kind": one.kind, "country": one.country}) for one in organisations)
    log_events("organisation.founded", founded, actor=officer.person)
    if VettingStep.APPROVED in steps:
        approved = (Told(one, one, {"words": ""}) for one in organisations)
        log_events("organisation.approved", approved, actor=officer.person)
    enter_new_members(officer, organisations)
    contacts = zip(organisations, (firm.contact_mail for firm in firms), strict=True)
    invite_first_owners([(one, mail) for one, mail in contacts if mail], actor=officer.person)
    return organisations


def _unsaved(firm: Firm, steps: Iterable[VettingStep]) -> Organisation:
    organisation = Organisation()
    write_particulars(organisation, firm.particulars)
    for step in steps:
        organisation.state = STATES[step]
    return organisation


def _known(firms: Iterable[Firm]) -> dict[Identity, Organisation]:
    """Return the organisations by identity, the approved one before others; two queries, held against changes."""
    identities = {_identity(firm.particulars) for firm in firms}
    numbers = {number for _, number in identities}
    rows = Organisation.objects.filter(registration_number__in=numbers).exclude(state=OrganisationState.REFUSED)
    known: dict[Identity, Organisation] = {}
    for row in rows.select_for_update(no_key=True).order_by("id"):
        identity = (row.country, row.registration_number)
        if identity not in known or (known[identity].state != row.state == OrganisationState.APPROVED):
            known[identity] = row
    return {identity: row for identity, row in known.items() if identity in identities}


def _identity(particulars: Particulars) -> Identity:
    return particulars.country, particulars.registration_number
