"""Consents: given and taken back, each answer a row of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import atomic
from django.utils.translation import get_language

from everfair.accounts.consent_texts import current_text
from everfair.accounts.enums import ConsentPurpose
from everfair.accounts.models import Consent, Person
from everfair.accounts.privacy_errors import BorderConsentMissing, TermsNeedErasure
from everfair.accounts.queries.consents import border_question, has_consent, newest_answer
from everfair.kernel.events import log_event
from everfair.kernel.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from everfair.accounts.member import Member
    from everfair.accounts.queries.consents import Named


def give_consent(person: Person, purpose: str, *, recipient: str = "") -> None:
    """Record that the person agreed to the present words; who has agreed to them already is not recorded twice.

    `recipient` is the public id of the organisation that the words name.
    """
    with atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        if not has_consent(person, purpose, recipient=recipient):
            _answer(person, purpose, recipient, is_given=True)
            log_event(
                "consent.given", actor=person, subject=person, purpose=purpose, version=current_text(purpose).version
            )


def withdraw_consent(person: Person, purpose: str, *, recipient: str = "") -> None:
    """Take a consent back from now on; `TermsNeedErasure` for the terms. Twice changes nothing."""
    if purpose == ConsentPurpose.TERMS:
        raise TermsNeedErasure
    with atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        answer = newest_answer(person, purpose, recipient=recipient)
        if answer is not None and answer.is_given:
            _answer(person, purpose, recipient, is_given=False)
            log_event(
                "consent.withdrawn",
                actor=person,
                subject=person,
                purpose=purpose,
                version=current_text(purpose).version,
            )


def ensure_border_consent(member: Member, counterpart: Named) -> None:
    """Refuse what would pass the person's data across the border before they agreed to it."""
    if border_question(member, counterpart) is not None:
        raise BorderConsentMissing(field="cross_border")


def _answer(person: Person, purpose: str, recipient: str, *, is_given: bool) -> None:
    Consent.objects.create(
        person=person,
        purpose=purpose,
        recipient=recipient,
        version=current_text(purpose).version,
        is_given=is_given,
        language=get_language() or DEFAULT_LANGUAGE,
    )
