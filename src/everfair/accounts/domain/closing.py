"""Accounts closed to abusers and opened again; people reminded to confirm."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db.transaction import atomic

from everfair.accounts.access import can_close_account, can_remind
from everfair.accounts.desk_errors import (
    AccountErased,
    AlreadyClosed,
    AlreadyConfirmed,
    AlreadyOpen,
    OwnAccount,
    ReasonUnsaid,
    RemindedAlready,
)
from everfair.accounts.domain.roles import editions_operated_by, ensure_operator_remains, hold_operators
from everfair.accounts.domain.sessions import forget_sessions
from everfair.accounts.models import Person
from everfair.accounts.queries.grants import grants_of
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.models import Event

if TYPE_CHECKING:
    from django.db.models import QuerySet

REMINDED_EVERY = timedelta(hours=1)


def close_account(person: Person, *, actor: Person, reason: str) -> Person:
    """Sign a person out everywhere and let them in no more, until the account is opened again."""
    _check_reason(reason)
    with atomic():
        editions = editions_operated_by(person)
        hold_operators(editions)
        _check_closing(person, actor)
        ensure_operator_remains(editions, without=person)
        person = _held(person)
        if not person.is_active:
            raise AlreadyClosed
        _set_active(person, active=False)
        forget_sessions(person, but=None)
        log_event("person.closed", actor=actor, subject=person, reason=reason.strip())
    return person


def reopen_account(person: Person, *, actor: Person, reason: str) -> Person:
    """Let a person in again."""
    _check_reason(reason)
    with atomic():
        _check_closing(person, actor)
        person = _held(person)
        if person.is_active:
            raise AlreadyOpen
        _set_active(person, active=True)
        log_event("person.reopened", actor=actor, subject=person, reason=reason.strip())
    return person


def remind_of_confirmation(person: Person, *, actor: Person) -> None:
    """Write to somebody whose mail address waits for its proof how to go on; once an hour at most."""
    require(can_remind(grants_of(actor)))
    with atomic():
        person = _held(person)
        if EmailAddress.objects.filter(user=person, verified=True).exists():
            raise AlreadyConfirmed
        if _reminders_of(person).exists():
            raise RemindedAlready
        log_event("person.reminded", actor=actor, subject=person)


def _reminders_of(person: Person) -> QuerySet[Event]:
    return Event.objects.filter(
        subject_kind="accounts.person",
        subject_id=person.public_id,
        name="person.reminded",
        occurred_at__gt=now() - REMINDED_EVERY,
    )


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonUnsaid(field="reason")


def _check_closing(person: Person, actor: Person) -> None:
    if person.pk == actor.pk:
        raise OwnAccount
    require(can_close_account(grants_of(actor), grants_of(person)))


def _held(person: Person) -> Person:
    """Lock the row; who erased themselves is nobody's to change."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_at:
        raise AccountErased
    return person


def _set_active(person: Person, *, active: bool) -> None:
    person.is_active = active
    person.save(update_fields=["is_active"])
