"""What people agreed to, and what they are still to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everfair.accounts.consent_texts import current_text, text_of
from everfair.accounts.countries import name_of_country
from everfair.accounts.enums import ConsentPurpose
from everfair.accounts.models import Consent, Organisation
from everfair.kernel.languages import DEFAULT_LANGUAGE
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from everfair.accounts.member import Member
    from everfair.accounts.models import Person

MAINLAND = "CN"


class Named(Protocol):
    """What a question says of the organisation across the border."""

    @property
    def public_id(self) -> str: ...
    @property
    def name(self) -> Text: ...
    @property
    def country(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Somebody's counterpart, where no row of theirs is at hand."""

    public_id: str
    name: Text
    country: str | None


@dataclass(frozen=True, slots=True)
class BorderQuestion:
    """What somebody is asked, separately, before their data crosses the border to `recipient` (a public id)."""

    recipient: str
    name: str

    @property
    def words(self) -> str:
        return str(current_text(ConsentPurpose.CROSS_BORDER).words) % {"recipient": self.name}


@dataclass(frozen=True, slots=True)
class Answered:
    """The state of one question: its words as they were answered, or as they would be asked now.

    `at` is None for what was never answered; `is_outdated` means that the words have changed since.
    """

    purpose: ConsentPurpose
    recipient: str
    words: str
    version: str
    is_given: bool
    at: datetime | None
    is_outdated: bool

    @property
    def words_now(self) -> str:
        return str(current_text(self.purpose).words)

    @property
    def can_give(self) -> bool:
        """Questions that name somebody are asked where they matter."""
        return not self.recipient and (not self.is_given or self.is_outdated)

    @property
    def can_withdraw(self) -> bool:
        """The terms are withdrawn with the account."""
        return self.is_given and self.purpose != ConsentPurpose.TERMS


def newest_answer(person: Person, purpose: str, *, recipient: str = "") -> Consent | None:
    return Consent.objects.filter(person=person, purpose=purpose, recipient=recipient).order_by("-id").first()


def has_consent(person: Person, purpose: str, *, recipient: str = "") -> bool:
    """Tell whether the person agrees, to the words as they are now; one query."""
    answer = newest_answer(person, purpose, recipient=recipient)
    return answer is not None and answer.is_given and answer.version == current_text(purpose).version


def border_question(member: Member, counterpart: Named) -> BorderQuestion | None:
    """Return what to ask before the member deals with somebody across the border, or None; at most one query.

    None on one side of the border, and for who agreed before. An organisation without a country is overseas.
    """
    if (member.organisation.country == MAINLAND) == (counterpart.country == MAINLAND):
        return None
    if has_consent(member.person, ConsentPurpose.CROSS_BORDER, recipient=counterpart.public_id):
        return None
    return BorderQuestion(counterpart.public_id, _with_country(counterpart))


def answers_of(person: Person) -> list[Answered]:
    """Return every question without a recipient, and those with one that were answered; two queries."""
    newest = {(row.purpose, row.recipient): row for row in Consent.objects.filter(person=person).order_by("id")}
    general = [(purpose.value, "") for purpose in ConsentPurpose if purpose != ConsentPurpose.CROSS_BORDER]
    named = [key for key in newest if key[1]]
    names = _names({recipient for _purpose, recipient in named})
    return [
        _answered(Consent(purpose=purpose, recipient=recipient), newest.get((purpose, recipient)), names.get(recipient))
        for purpose, recipient in [*general, *named]
    ]


def _answered(question: Consent, row: Consent | None, name: str | None) -> Answered:
    """Put a question and its answer, if there is one, into words; `name` is the recipient's, if it is still known."""
    newest = current_text(question.purpose)
    text = text_of(question.purpose, row.version) if row else newest
    words = str(text.words)
    return Answered(
        purpose=ConsentPurpose(question.purpose),
        recipient=question.recipient,
        words=words % {"recipient": name or question.recipient} if question.recipient else words,
        version=text.version,
        is_given=row is not None and row.is_given,
        at=row.at if row else None,
        is_outdated=text is not newest,
    )


def _names(recipients: set[str]) -> dict[str, str]:
    return {row.public_id: _with_country(row) for row in Organisation.objects.filter(public_id__in=recipients)}


def _with_country(organisation: Named) -> str:
    country = name_of_country(organisation.country, get_language() or DEFAULT_LANGUAGE)
    if not country:
        return str(organisation.name)
    return _("%(name)s (%(country)s)") % {"name": organisation.name, "country": country}
