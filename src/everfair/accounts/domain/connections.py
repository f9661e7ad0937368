"""Outside accounts: signed up with, connected, disconnected."""

from __future__ import annotations

from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError
from django.db.transaction import atomic

from everfair.accounts.domain.people import sign_up_person
from everfair.accounts.errors import AlreadyConnected, ConnectedElsewhere, LastWayIn
from everfair.accounts.models import Person
from everfair.accounts.queries.connections import has_other_way_in
from everfair.kernel.events import log_event


@dataclass(frozen=True, slots=True)
class OutsideAccount:
    """Somebody at an outside provider: `subject` is theirs for ever, `shown` is how they recognise the account."""

    provider: str
    subject: str
    shown: dict[str, str] = field(default_factory=dict)


def sign_up_from_outside(person: Person, email: str, outside: OutsideAccount, *, is_proved: bool) -> Person:
    """Save a person who comes with an outside account; `MailTaken` if the address is not free.

    While nobody has proved the mail address, the account is not connected: whoever proves it later may be somebody
    else, and must not find a stranger's key in the lock.
    """
    with atomic():
        person = sign_up_person(person, email, None)
        EmailAddress.objects.create(user=person, email=person.email, verified=is_proved, primary=True)
        if is_proved:
            connect_outside(person, outside, how="sign_up")
    return person


def connect_outside(person: Person, outside: OutsideAccount, *, how: str) -> SocialAccount:
    """Let the person sign in with an outside account from now on; connecting it twice changes nothing."""
    try:
        with atomic():
            Person.objects.select_for_update().get(pk=person.pk)
            return _found_or_made(person, outside, how)
    except IntegrityError as error:  # somebody else connected it a moment ago
        raise ConnectedElsewhere from error


def _found_or_made(person: Person, outside: OutsideAccount, how: str) -> SocialAccount:
    there = SocialAccount.objects.filter(provider=outside.provider, uid=outside.subject).first()
    if there is not None and there.user_id != person.pk:
        raise ConnectedElsewhere
    if there is not None:
        return there
    if SocialAccount.objects.filter(provider=outside.provider, user=person).exists():
        raise AlreadyConnected
    made = SocialAccount.objects.create(
        user=person, provider=outside.provider, uid=outside.subject, extra_data=outside.shown
    )
    log_event("connection.made", actor=person, subject=person, provider=outside.provider, how=how)
    return made


def disconnect_outside(person: Person, provider: str) -> bool:
    """End signing in with a provider; `LastWayIn` if the person could not come back. False if there was nothing."""
    with atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        rows = SocialAccount.objects.filter(user=person, provider=provider)
        if not rows.exists():
            return False
        if not has_other_way_in(person, without=provider):
            raise LastWayIn
        rows.delete()
        log_event("connection.ended", actor=person, subject=person, provider=provider)
    return True
