"""The way of an application: which step leads where, taken under a lock, written down for both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from everfair.accounts.enums import OrganisationState, VettingStep
from everfair.accounts.errors import AlreadyVetted
from everfair.accounts.models import Organisation, Vetting
from everfair.kernel.realtime import publish

if TYPE_CHECKING:
    from everfair.accounts.models import Person

# A refusal is final: whoever was refused registers anew with better particulars.
MOVES: dict[OrganisationState, dict[VettingStep, OrganisationState]] = {
    OrganisationState.APPLIED: {
        VettingStep.ANSWERED: OrganisationState.APPLIED,
        VettingStep.ASKED: OrganisationState.ASKED,
        VettingStep.APPROVED: OrganisationState.APPROVED,
        VettingStep.REFUSED: OrganisationState.REFUSED,
        VettingStep.LEVEL_SET: OrganisationState.APPLIED,
    },
    OrganisationState.ASKED: {
        VettingStep.ANSWERED: OrganisationState.APPLIED,
        VettingStep.APPROVED: OrganisationState.APPROVED,
        VettingStep.REFUSED: OrganisationState.REFUSED,
        VettingStep.LEVEL_SET: OrganisationState.ASKED,
    },
    OrganisationState.APPROVED: {
        VettingStep.ANSWERED: OrganisationState.APPROVED,
        VettingStep.CHANGED: OrganisationState.APPLIED,
        VettingStep.LEVEL_SET: OrganisationState.APPROVED,
    },
    OrganisationState.REFUSED: {},
}


def lock(organisation: Organisation) -> Organisation:
    """Return the row as it is now, held until the transaction ends."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def ensure_move(organisation: Organisation, step: VettingStep) -> OrganisationState:
    """Return the state that a step leads to; `AlreadyVetted` if there is no such step from here."""
    state = OrganisationState(organisation.state)
    if step not in MOVES[state]:
        raise AlreadyVetted(state=state.label)
    return MOVES[state][step]


def take_step(
    organisation: Organisation,
    step: VettingStep,
    *,
    person: Person,
    words: str = "",
    changes: dict[str, list[Any]] | None = None,
) -> None:
    """Move a locked organisation, save it, write the step down and tell open pages; raises `AlreadyVetted`."""
    organisation.state = ensure_move(organisation, step)
    organisation.save()
    Vetting.objects.create(organisation=organisation, step=step, person=person, words=words, changes=changes or {})
    publish(channel_of(organisation), "vetted", {"step": step, "state": organisation.state})


def channel_of(organisation: Organisation) -> str:
    return f"organisation.{organisation.public_id}"
