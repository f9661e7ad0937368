"""Erasure: the account goes at once; what the law and the other side's contract need stays, under a pseudonym."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.accounts.domain.people import DEFAULT_TIME_ZONE
from everfair.accounts.domain.roles import editions_operated_by, hold_operators
from everfair.accounts.models import Membership, Organisation, Person
from everfair.accounts.personal_data.deeds import forget_events
from everfair.accounts.privacy_errors import StillTied
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.languages import DEFAULT_LANGUAGE
from everfair.kernel.personal_data import forget_all, ties_of
from everfair.kernel.uploads import forget_upload

if TYPE_CHECKING:
    from everfair.kernel.models import Upload

ERASED_NAME = "Erased person"


def erase_person(person: Person) -> None:
    """Forget a person in one transaction; `StillTied` while others depend on them. A second time changes nothing.

    The caller has made sure that it is the person who asks.
    """
    from everfair.accounts.tasks import (  # noqa: PLC0415 -- the job's module needs procrastinate's app, ready only later
        say_goodbye,
    )

    with atomic():
        hold_organisations(person)
        hold_operators(editions_operated_by(person))
        person = Person.objects.select_for_update(of=("self",)).select_related("avatar").get(pk=person.pk)
        if person.erased_at is not None:
            return
        if ties_of(person):
            raise StillTied
        email, language = person.email, person.language
        forget_all(person)
        _become_pseudonym(person)
        forget_events(person)
        log_event("person.erased", actor=person, subject=person)
        say_goodbye.defer(email=email, language=language)


def hold_organisations(person: Person) -> None:
    """Lock the person's organisations, so that two last owners don't leave at the same moment."""
    theirs = Membership.objects.filter(person=person).values("organisation")
    list(Organisation.objects.select_for_update(no_key=True).filter(pk__in=theirs).order_by("pk"))


def _become_pseudonym(person: Person) -> None:
    """Leave a row without a name; its mail address belongs to nobody and can't be written to."""
    avatar: Upload | None = person.avatar
    person.name, person.email = ERASED_NAME, f"erased-{person.public_id}@invalid"
    person.avatar = person.phone = person.phone_confirmed_at = person.last_login = None
    person.language, person.time_zone = DEFAULT_LANGUAGE, DEFAULT_TIME_ZONE
    person.is_active = False
    person.erased_at = now()
    person.set_unusable_password()
    person.save()
    if avatar is not None:
        forget_upload(avatar)
