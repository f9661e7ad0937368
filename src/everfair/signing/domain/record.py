"""The agreement's row under its locks, and what the log keeps of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.urls import reverse

from everfair.kernel.events import log_event
from everfair.negotiation.public import ensure_in_talks, lock_talks
from everfair.signing.enums import AGREEMENT_MOVES, AgreementState
from everfair.signing.errors import NotPossibleNow
from everfair.signing.models import Agreement

if TYPE_CHECKING:
    from everfair.accounts.public import Member


PARTIES = 2


def lock(agreement: Agreement) -> Agreement:
    """Return the row as it is now; it and its talks stay locked until the caller's transaction ends.

    The talks first, always, so that no two writers wait for each other. `NotInTalks` if they are over
    while the agreement is not: an agreement that has come to its own end says so itself.
    """
    talks = lock_talks(agreement.negotiation_id)
    rows = Agreement.objects.select_related("negotiation__edition")
    agreement = rows.select_for_update(of=("self",)).get(pk=agreement.pk)
    if AGREEMENT_MOVES[AgreementState(agreement.state)]:
        ensure_in_talks(talks)
    return agreement


def ensure_state(agreement: Agreement, *states: AgreementState) -> None:
    if agreement.state not in states:
        raise NotPossibleNow(state=agreement.get_state_display())


def ensure_move(agreement: Agreement, state: AgreementState) -> None:
    if state not in AGREEMENT_MOVES[AgreementState(agreement.state)]:
        raise NotPossibleNow(state=agreement.get_state_display())


def log(row: Agreement, name: str, /, *, actor: Member, **payload: object) -> None:
    log_event(
        name,
        actor=actor.person,
        subject=row,
        organisation=actor.organisation,
        edition=row.negotiation.edition,
        **payload,
    )


def link_of(agreement: Agreement) -> str:
    return reverse("signing:agreement-view", args=[agreement.public_id])


def sha256_of(file: bytes) -> str:
    return hashlib.sha256(file).hexdigest()
