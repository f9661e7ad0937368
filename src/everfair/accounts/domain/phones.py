"""Phone numbers: confirmed, removed, found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import phonenumbers
from django.db import IntegrityError
from django.db.transaction import atomic
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from everfair.accounts.errors import PhoneTaken
from everfair.accounts.models import Person
from everfair.kernel.clock import now
from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from django.db.models import Model

HOST_COUNTRY = "CN"
_REACHED_BY_SMS = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})


def read_phone(typed: str) -> str | None:
    """Return a mobile number in E.164, None if it isn't one; without a country code it is taken for a Chinese one."""
    try:
        number = phonenumbers.parse(typed, HOST_COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    fits = phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in _REACHED_BY_SMS
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if fits else None


def shown_phone(phone: str) -> str:
    """Write a number in E.164 for people to read."""
    return phonenumbers.format_number(phonenumbers.parse(phone), PhoneNumberFormat.INTERNATIONAL)


def person_by_phone(phone: str) -> Person | None:
    """Return who has confirmed this number; others may have typed it."""
    return Person.objects.filter(phone=phone, is_active=True).exclude(phone_confirmed_at=None).first()


def confirm_phone(person: Model, phone: str) -> None:
    """Keep a number that the person has proved to be theirs; `PhoneTaken` if somebody else did so before."""
    try:
        with atomic():
            owner = Person.objects.select_for_update().get(pk=person.pk)
            if owner.phone == phone and owner.phone_confirmed_at:
                return
            owner.phone, owner.phone_confirmed_at = phone, now()
            owner.save(update_fields=["phone", "phone_confirmed_at"])
            log_event("person.phone_confirmed", actor=owner, subject=owner)
    except IntegrityError as error:
        raise PhoneTaken from error


def remove_phone(person: Person) -> None:
    """Forget the number; removing it twice changes nothing."""
    with atomic():
        owner = Person.objects.select_for_update().get(pk=person.pk)
        if owner.phone is None:
            return
        owner.phone = owner.phone_confirmed_at = None
        owner.save(update_fields=["phone", "phone_confirmed_at"])
        log_event("person.phone_removed", actor=owner, subject=owner)
