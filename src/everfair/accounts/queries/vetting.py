"""What vetters see: the applications within their reach, filtered, a page at a time; and one in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from everfair.accounts.enums import (
    DocumentKind,
    EditionRole,
    MemberRole,
    OrganisationState,
    VerificationLevel,
)
from everfair.accounts.models import Membership, Organisation, OrganisationDocument, Vetting
from everfair.accounts.queries.likeness import doubles_of
from everfair.accounts.search_names import canonical_number, reduce_name
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import WithAnnotations

    from everfair.accounts.access import Granted

    class Shown(TypedDict):
        steps: int
        people: list[Membership]
        papers: list[OrganisationDocument]

    Application = WithAnnotations[Organisation, Shown]

PER_PAGE = 30
NO_COUNTRY = "none"
ANY_STATE = "any"

# Those that share a name, in either language, or a registration number with another organisation.
_DOUBLED = """
SELECT unnest(array_agg(id)) FROM (
    SELECT id, unnest(string_to_array(search_names, ' ')) AS sign FROM accounts_organisation WHERE search_names <> ''
    UNION ALL
    SELECT id, coalesce(country, '') || ':' || registration_number FROM accounts_organisation
    WHERE registration_number <> ''
) AS signs GROUP BY sign HAVING count(DISTINCT id) > 1
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A vetter's filters; empty ones don't filter.

    `papers` is yes, no, or new (shown, but not judged yet); `zone` is "<edition>/<zone>"; `after` and `before` are
    public ids at the border of the page before.
    """

    state: str = OrganisationState.APPLIED
    kind: str = ""
    country: str = ""
    zone: str = ""
    level: str = ""
    papers: str = ""
    alike: str = ""
    q: str = ""
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page of applications, the oldest first.

    `total` is of all pages, `before` and `after` lead to the next ones. `doubles` have the same name or number as a
    row (by row id); what is merely similar is looked for when an application is opened.
    """

    rows: list[Application]
    total: int
    doubles: Mapping[int, list[Organisation]]
    before: str
    after: str


def within_reach(grants: Iterable[Granted]) -> Q:
    """Return what `can_vet` allows, as a filter."""
    grants = list(grants)
    if any(grant.role == EditionRole.OPERATOR for grant in grants):
        return Q()
    led = [grant.zone_id for grant in grants if grant.role == EditionRole.SECTION_LEAD and grant.zone_id is not None]
    return Q(applies_to__in=led)


def shown_beside(grants: Iterable[Granted]) -> Q:
    """Return which likely duplicates a vetter is shown: what they vet, and what is public anyway."""
    reach = within_reach(grants)
    return reach | Q(state=OrganisationState.APPROVED) if reach else reach


def application(grants: Iterable[Granted], public_id: str) -> Application:
    """Return one application within reach with its zone, people, documents and steps; `NotFound` for others."""
    found = _with_row(Organisation.objects.filter(within_reach(grants), public_id=public_id)).first()
    if found is None:
        raise NotFound
    return found


def chosen_applications(grants: Iterable[Granted], public_ids: Iterable[str]) -> QuerySet[Organisation]:
    """Return the chosen ones within reach, the oldest first."""
    return Organisation.objects.filter(within_reach(grants), public_id__in=list(public_ids)).order_by("id")


def count_waiting(grants: Iterable[Granted]) -> int:
    """Return how many applications within reach wait for an answer."""
    return Organisation.objects.filter(within_reach(grants), state=OrganisationState.APPLIED).count()


def desk_page(grants: Iterable[Granted], wanted: Wanted) -> DeskPage:
    """Return a page of the desk; six queries however many organisations there are."""
    grants = list(grants)
    matching = Organisation.objects.filter(within_reach(grants), *_conditions(wanted))
    total = matching.count()
    rows, more = _slice(matching, wanted)
    is_backwards = bool(wanted.before)
    return DeskPage(
        rows=rows,
        total=total,
        doubles=doubles_of(rows, shown_beside(grants)),
        before=rows[0].public_id if rows and (more if is_backwards else bool(wanted.after)) else "",
        after=rows[-1].public_id if rows and (is_backwards or more) else "",
    )


def countries_with_applications(grants: Iterable[Granted]) -> list[str | None]:
    """Return the countries that a vetter may filter by; one query."""
    return list(Organisation.objects.filter(within_reach(grants)).values_list("country", flat=True).distinct())


def _slice(matching: QuerySet[Organisation], wanted: Wanted) -> tuple[list[Application], bool]:
    """Return a page and whether there is more in its direction; the place is the row of a public id."""
    if wanted.before:
        earlier = matching.filter(pk__lt=_row_of(wanted.before)).order_by("-id")
        rows = list(_with_row(earlier)[: PER_PAGE + 1])
        return rows[:PER_PAGE][::-1], len(rows) > PER_PAGE
    later = matching.filter(pk__gt=_row_of(wanted.after)) if wanted.after else matching
    rows = list(_with_row(later.order_by("id"))[: PER_PAGE + 1])
    return rows[:PER_PAGE], len(rows) > PER_PAGE


def _row_of(public_id: str) -> Coalesce:
    return Coalesce(Subquery(Organisation.objects.filter(public_id=public_id).values("pk")), 0)


def _with_row(organisations: QuerySet[Organisation]) -> QuerySet[Application]:
    """Bring what a row shows: the zone, how many steps there were, `people` and `papers` (two more queries)."""
    steps = Vetting.objects.filter(organisation=OuterRef("pk")).order_by().values("organisation")
    managers = (MemberRole.OWNER, MemberRole.ADMIN)
    people = (
        Membership.objects.filter(role__in=managers)
        .select_related("person")
        .only("organisation_id", "role", "person__name", "person__email")
    )
    papers = OrganisationDocument.objects.only("organisation_id", "kind")
    return (
        organisations.annotate(steps=Coalesce(Subquery(steps.annotate(steps=Count("pk")).values("steps")), 0))
        .select_related("applies_to")
        .defer("about")
        .prefetch_related(
            Prefetch("memberships", people.order_by("id"), to_attr="people"),
            Prefetch("documents", papers.order_by("id"), to_attr="papers"),
        )
    )


def _conditions(wanted: Wanted) -> list[Q]:
    plain = {
        "state": wanted.state if wanted.state != ANY_STATE else "",
        "kind": wanted.kind,
        "level": wanted.level,
    }
    conditions = [Q(**{name: value}) for name, value in plain.items() if value]
    if wanted.zone:
        edition, _, zone = wanted.zone.partition("/")
        conditions.append(Q(applies_to__edition__slug=edition, applies_to__slug=zone))
    if wanted.country:
        conditions.append(Q(country=None if wanted.country == NO_COUNTRY else wanted.country))
    if wanted.papers:
        conditions.append(_papers(wanted.papers))
    if wanted.alike:
        conditions.append(Q(pk__in=RawSQL(_DOUBLED, ())))  # noqa: S611 -- a constant
    if wanted.q:
        conditions.append(_search(wanted.q))
    return conditions


def _papers(wanted: str) -> Q:
    shown = OrganisationDocument.objects.filter(organisation=OuterRef("pk"))
    if wanted == "new":
        registration = Exists(shown.filter(kind=DocumentKind.REGISTRATION))
        authority = Exists(shown.filter(kind=DocumentKind.AUTHORITY))
        first, second = VerificationLevel.ORGANISATION, VerificationLevel.AUTHORITY
        return Q(registration, level__lt=first) | Q(authority, level__lt=second)
    return Q(Exists(shown)) if wanted == "yes" else ~Q(Exists(shown))


def _search(words: str) -> Q:
    """Find by a part of a name, or by the beginning of a registration number."""
    number = Q(registration_number__startswith=canonical_number(words))
    name = reduce_name(words)
    return number | Q(search_names__contains=name) if name else number
