"""Applications as the desk lists them: everything is worded here, so that a page of many rows is cheap to draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from everfair.accounts.countries import name_of_country
from everfair.accounts.domain.vetting_steps import MOVES
from everfair.accounts.enums import OrganisationKind, OrganisationState, VerificationLevel, VettingStep
from everfair.accounts.templatetags.everfair_vetting import age
from everfair.kernel.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from everfair.accounts.models import Organisation
    from everfair.accounts.queries.vetting import Application, DeskPage
    from everfair.kernel.text import Picked


@dataclass(frozen=True, slots=True)
class DeskRow:
    """`ticked` is what the box of the row sends: which application, and how many of its steps the vetter has seen."""

    public_id: str
    url: str
    open_url: str
    name: Picked
    other_names: list[tuple[str, str]]
    facts: list[str]
    state: str
    state_label: str
    doubles: str
    steps: int
    may_ask: bool
    may_answer: bool

    @property
    def ticked(self) -> str:
        return f"{self.public_id}.{self.steps}"


def desk_rows(page: DeskPage, *, back: str) -> Iterator[DeskRow]:
    """Return the rows of a page in the reader's language; `back` is where an opened application leads back to."""
    language, query = get_language() or DEFAULT_LANGUAGE, urlencode({"next": back})
    root = reverse("accounts:organisation-vetting")
    for row in page.rows:
        name, moves = row.name.pick(language), MOVES[OrganisationState(row.state)]
        doubles = " · ".join(str(other.name) for other in page.doubles.get(row.pk, []))
        yield DeskRow(
            public_id=row.public_id,
            url=f"{root}{row.public_id}",
            open_url=f"{root}{row.public_id}?{query}",
            name=name,
            other_names=[(tag, words) for tag, words in row.name.items() if words != name.value],
            facts=list(_facts(row, language)),
            state=row.state,
            state_label=str(OrganisationState(row.state).label),
            doubles=doubles,
            steps=row.steps,
            may_ask=VettingStep.ASKED in moves,
            may_answer=VettingStep.APPROVED in moves,
        )


def _facts(row: Application, language: str) -> Iterator[str]:
    yield age(row.created_at)
    yield str(OrganisationKind(row.kind).label)
    yield from filter(None, [whence(row, language), row.place])
    if row.fortune_500_year:
        yield _("Fortune 500 (%(year)s)") % {"year": row.fortune_500_year}
    if row.registration_number:
        yield row.registration_number
    if row.applies_to:
        yield str(row.applies_to.name)
    yield str(VerificationLevel(row.level).label)
    if row.papers:
        count = len(row.papers)
        yield ngettext("%(papers)s document", "%(papers)s documents", count) % {"papers": count}
    yield from (membership.person.name for membership in row.people)


def whence(organisation: Organisation, language: str) -> str:
    """Return the country of an organisation in words: an embassy's is its sending state."""
    country = name_of_country(organisation.country, language)
    if organisation.kind == OrganisationKind.EMBASSY:
        return _("Sending state: %(country)s") % {"country": country}
    return country
