"""People: made, confirmed, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from django.db import IntegrityError
from django.db.transaction import atomic

from everfair.accounts.consent_texts import current_text
from everfair.accounts.domain.consents import give_consent
from everfair.accounts.enums import ConsentPurpose
from everfair.accounts.errors import MailTaken
from everfair.accounts.models import Person
from everfair.kernel.events import log_event
from everfair.kernel.languages import DEFAULT_LANGUAGE, LANGUAGES

if TYPE_CHECKING:
    from typing import Any

DEFAULT_TIME_ZONE = "Asia/Shanghai"


def create_person(
    *,
    email: str,
    name: str,
    password: str | None,
    language: str = DEFAULT_LANGUAGE,
    time_zone: str = DEFAULT_TIME_ZONE,
    **fields: Any,
) -> Person:
    """Make a person whose mail address is known to be theirs (invited, imported, demo); `MailTaken` if it is not free.

    `password=None` makes an account that can't sign in until its password is reset by mail. Nobody has agreed to the
    terms yet; the person is asked when they come.
    """
    with atomic():
        person = Person(name=name, language=language, time_zone=time_zone, **fields)
        sign_up_person(person, email, password, agreed=False)
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def sign_up_person(person: Person, email: str, password: str | None, *, agreed: bool = True) -> Person:
    """Save a new person under a mail address that still has to be proved; `MailTaken` if it is not free.

    `agreed` says that the person ticked the terms.
    """
    person.email = email.strip().lower()
    person.language = known_language(person.language)
    person.time_zone = known_time_zone(person.time_zone)
    person.set_password(password)
    try:
        with atomic():
            person.save()
            log_event(
                "person.signed_up",
                actor=person,
                subject=person,
                language=person.language,
                time_zone=person.time_zone,
                consent=current_text(ConsentPurpose.TERMS).version if agreed else "",
            )
            if agreed:
                give_consent(person, ConsentPurpose.TERMS)
    except IntegrityError as error:
        raise MailTaken(field="email") from error
    return person


def change_preferences(person: Person, *, name: str, language: str, time_zone: str) -> Person:
    """Change how a person is named and addressed."""
    with atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        person.name = name
        person.language = known_language(language)
        person.time_zone = known_time_zone(time_zone)
        person.save(update_fields=["name", "language", "time_zone"])
        log_event(
            "person.preferences_changed",
            actor=person,
            subject=person,
            language=person.language,
            time_zone=person.time_zone,
        )
    return person


def change_password(person: Person, password: str) -> None:
    """Set a new password; the old one and all its reset links are void."""
    with atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        log_event("person.password_changed", actor=person, subject=person)


def known_language(wish: str) -> str:
    return wish if wish in LANGUAGES else DEFAULT_LANGUAGE


def known_time_zone(wish: str) -> str:
    """Return the IANA zone that a browser named, else the fair's own: nobody types this, so nobody is told off."""
    return wish if wish in available_timezones() else DEFAULT_TIME_ZONE
