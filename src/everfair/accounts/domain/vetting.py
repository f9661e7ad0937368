"""What vetters do with an application: approve, ask for more, refuse, say what is proved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.accounts.access import can_vet
from everfair.accounts.domain.vetting_steps import ensure_move, lock, take_step
from everfair.accounts.enums import DocumentKind, VerificationLevel, VettingStep
from everfair.accounts.errors import ProofMissing, QuestionMissing, ReasonMissing
from everfair.accounts.queries.grants import grants_of
from everfair.accounts.queries.vetting import chosen_applications
from everfair.kernel.access import require
from everfair.kernel.errors import Conflict, Forbidden
from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from everfair.accounts.models import Organisation, Person

# What a level rests on; each level contains the ones below.
PROOFS = {
    VerificationLevel.NONE: (),
    VerificationLevel.MAIL: (),
    VerificationLevel.ORGANISATION: (DocumentKind.REGISTRATION,),
    VerificationLevel.AUTHORITY: (DocumentKind.REGISTRATION, DocumentKind.AUTHORITY),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """How a bulk answer went: `skipped` were answered by somebody else in the meantime."""

    done: int
    skipped: int


def approve_organisation(
    organisation: Organisation, *, actor: Person, words: str = "", seen: int | None = None
) -> Organisation:
    """Let an organisation exhibit; `AlreadyVetted` or `Conflict` if somebody was faster.

    `seen` is how many steps of the application the vetter had read.
    """
    require(can_vet(grants_of(actor), organisation))
    with atomic():
        organisation = _hold(organisation, actor, VettingStep.APPROVED, seen=seen)
        take_step(organisation, VettingStep.APPROVED, person=actor, words=words.strip())
        log_event(
            "organisation.approved", actor=actor, subject=organisation, organisation=organisation, words=words.strip()
        )
    return organisation


def ask_organisation(organisation: Organisation, *, actor: Person, words: str, seen: int | None = None) -> Organisation:
    """Ask an applicant for more; they read the words, and their answer brings the application back."""
    require(can_vet(grants_of(actor), organisation))
    if not words.strip():
        raise QuestionMissing(field="words")
    with atomic():
        organisation = _hold(organisation, actor, VettingStep.ASKED, seen=seen)
        take_step(organisation, VettingStep.ASKED, person=actor, words=words.strip())
        log_event(
            "organisation.asked", actor=actor, subject=organisation, organisation=organisation, words=words.strip()
        )
    return organisation


def refuse_organisation(
    organisation: Organisation, *, actor: Person, words: str, seen: int | None = None
) -> Organisation:
    """Turn an application down; the applicant reads the words, which give the reason."""
    require(can_vet(grants_of(actor), organisation))
    if not words.strip():
        raise ReasonMissing(field="words")
    with atomic():
        organisation = _hold(organisation, actor, VettingStep.REFUSED, seen=seen)
        take_step(organisation, VettingStep.REFUSED, person=actor, words=words.strip())
        log_event(
            "organisation.refused", actor=actor, subject=organisation, organisation=organisation, reason=words.strip()
        )
    return organisation


def set_level(
    organisation: Organisation, *, actor: Person, level: int, words: str = "", seen: int | None = None
) -> Organisation:
    """Say how far an organisation is proved; `ProofMissing` if a document that the level rests on was never shown."""
    require(can_vet(grants_of(actor), organisation))
    with atomic():
        organisation = _hold(organisation, actor, VettingStep.LEVEL_SET, seen=seen)
        _ensure_proved(organisation, VerificationLevel(level))
        before, organisation.level = organisation.level, level
        changes = {"level": [before, level]}
        take_step(organisation, VettingStep.LEVEL_SET, person=actor, words=words.strip(), changes=changes)
        log_event(
            "organisation.level_set",
            actor=actor,
            subject=organisation,
            organisation=organisation,
            level=level,
            words=words.strip(),
        )
    return organisation


def answer_several(chosen: Mapping[str, int], answer: Callable[..., object], *, actor: Person, words: str) -> Answered:
    """Give many applications the same answer, each in its own transaction.

    `chosen` is how many steps of each (by public id) the vetter had read. Skipped is what somebody else answered
    meanwhile, and what is out of the vetter's reach.
    """
    done = 0
    for organisation in chosen_applications(grants_of(actor), chosen):
        try:
            answer(organisation, actor=actor, words=words, seen=chosen[organisation.public_id])
            done += 1
        except (Conflict, Forbidden):
            continue
    return Answered(done, skipped=len(chosen) - done)


def _hold(organisation: Organisation, actor: Person, step: VettingStep, *, seen: int | None) -> Organisation:
    """Lock, and check again what may have changed since the vetter looked: zone, state, steps taken."""
    organisation = lock(organisation)
    require(can_vet(grants_of(actor), organisation))
    ensure_move(organisation, step)
    if seen is not None and seen != organisation.vettings.count():
        raise Conflict
    return organisation


def _ensure_proved(organisation: Organisation, level: VerificationLevel) -> None:
    shown = set(organisation.documents.values_list("kind", flat=True))
    missing = next((kind for kind in PROOFS[level] if kind not in shown), None)
    if missing is not None:
        raise ProofMissing(field="level", level=level.label, document=missing.label)
