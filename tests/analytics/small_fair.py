"""A small fair in which every figure has a few rows, some later than the closing, and something that must not count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from everfair.accounts.enums import OrganisationKind
from everfair.accounts.models import Delegation
from everfair.analytics.domain.publication import Publication, publish_figures
from everfair.analytics.enums import Provenance
from everfair.analytics.figures.registry import FIGURES
from everfair.exhibition.enums import BoothKind, BoothState, ProjectState
from everfair.fairs.enums import ZoneKind
from everfair.negotiation.enums import NegotiationState
from everfair.negotiation.models import Intent, Negotiation
from everfair.programme.enums import EventKind, SessionMode
from everfair.publishing.enums import OutcomeKind, OutcomeStage, ReleaseKind
from tests.factories.accounts import OrganisationFactory
from tests.factories.exhibition import BoothFactory, ExhibitorFactory, ProjectFactory
from tests.factories.fairs import EditionFactory, ParticipationFactory, ZoneFactory, sector
from tests.factories.programme import EventFactory, SessionFactory
from tests.factories.publishing import OutcomeFactory, ReleaseFactory
from tests.factories.visits import RouteFactory

if TYPE_CHECKING:
    from everfair.accounts.models import Organisation
    from everfair.exhibition.models import Exhibitor
    from everfair.fairs.models import Edition

CLOSING = datetime(2020, 9, 9, 15, 59, 59, tzinfo=UTC)
LATER = datetime(2020, 9, 20, 2, 0, tzinfo=UTC)

# figure -> what it counts at closing, and now; worked out by hand from the rows below
EXPECTED: dict[str, tuple[str, str]] = {
    "organisations.total": ("6", "7"),
    "organisations.countries_and_regions": ("5", "6"),
    "organisations.fortune_global_500": ("2", "2"),
    "organisations.international_organisations": ("1", "1"),
    "organisations.embassies": ("1", "1"),
    "organisations.overseas_associations": ("1", "1"),
    "organisations.top_30_services_economies_present": ("4", "5"),
    "organisations.registered.on_2020_09_06T08_00": ("5", "5"),
    "projects.published_online": ("2", "3"),
    "zone.comprehensive.exhibitors": ("3", "4"),
    "zone.comprehensive.internationality_rate": ("33.3%", "50.0%"),
    "zone.comprehensive.overseas_exhibitors": ("1", "2"),
    "zone.comprehensive.sectors": ("2", "3"),
    "zone.special.count": ("2", "2"),
    "exhibitors.total": ("4", "5"),
    "exhibitors_with_booth.on_2020_09_05": ("2", "2"),
    "booths.on_2020_09_05": ("3", "3"),
    "booths.flat.on_2020_09_05": ("2", "2"),
    "booths.three_d.on_2020_09_05": ("1", "1"),
    "routes.total": ("1", "2"),
    "negotiations.initiated": ("4", "5"),
    "negotiations.overseas_share": ("50.0%", "60.0%"),
    "negotiations.initiated_overseas": ("2", "3"),
    "negotiations.answered": ("2", "3"),
    "negotiations.median_reply": ("130", "200"),
    "negotiations.with_intent": ("2", "3"),
    "negotiations.concluded": ("1", "1"),
    "events.total": ("6", "7"),
    "events.summit_forum": ("1", "1"),
    "events.industry_forum": ("2", "3"),
    "events.overseas_special": ("1", "1"),
    "events.province_theme": ("1", "1"),
    "events.evening": ("1", "1"),
    "sessions.live_streamed": ("4", "5"),
    "sessions.online_only": ("1", "2"),
    "sessions.on_2020_09_06": ("3", "3"),
    "streams.on_2020_09_05": ("2", "2"),
    "outcomes.tourism_finance.amount": ("500.00", "500.00"),
    "outcomes.henan.amount": ("300.50", "301.50"),
    "outcomes.henan.pre_arranged": ("4", "5"),
    "outcomes.henan.signed_on_site": ("1", "1"),
    "outcomes.tianjin_teda.agreements": ("1", "1"),
    "outcomes.signed": ("4", "4"),
    "releases.reports_indices_rankings": ("3", "4"),
    "releases.launching_organisations": ("2", "3"),
}


@dataclass(frozen=True)
class Firms:
    """The organisations that do things; none of them is registered but by `_come`."""

    mainland: Organisation
    thai: Organisation
    american: Organisation
    hong_kong: Organisation


def at(day: int, hour: int = 2, minute: int = 0, second: int = 0) -> datetime:
    """Return an instant of September 2020, in UTC."""
    return datetime(2020, 9, day, hour, minute, second, tzinfo=UTC)


def make_small_fair(**options: Any) -> Edition:
    """Make the fair, with every local figure published so that it shows."""
    edition: Edition = EditionFactory(figures_as_of=CLOSING, **options)
    firms = Firms(
        mainland=OrganisationFactory(),
        thai=OrganisationFactory(country="TH"),
        american=OrganisationFactory(country="US", fortune_500_year=2020),
        hong_kong=OrganisationFactory(country="HK"),
    )
    _come(edition, firms)
    _show(edition, firms)
    _speak(edition)
    _negotiate(edition, firms)
    _sign(edition)
    _release(edition)
    publish_figures(edition, [_said(name) for name, figure in FIGURES.items() if figure.local])
    return edition


def _said(name: str) -> Publication:
    return Publication(name, "1", Provenance.PUBLISHED, currency=FIGURES[name].currency)


def _come(edition: Edition, firms: Firms) -> None:
    def register(organisation: Organisation, moment: datetime) -> None:
        ParticipationFactory(edition=edition, organisation=organisation, registered_at=moment)

    register(OrganisationFactory(fortune_500_year=2019), at(3))
    register(firms.thai, at(6, 0))
    register(firms.american, at(6, 0, 0, 1))
    register(OrganisationFactory(kind=OrganisationKind.INTERNATIONAL, country=None), at(3))
    register(OrganisationFactory(kind=OrganisationKind.EMBASSY, country="PE"), at(3))
    register(OrganisationFactory(kind=OrganisationKind.OVERSEAS_ASSOCIATION, country="HK"), at(3))
    register(OrganisationFactory(kind=OrganisationKind.INSTITUTION, country="FR", fortune_500_year=2020), LATER)
    ParticipationFactory(organisation=OrganisationFactory(country="BR"), registered_at=at(3))


def _show(edition: Edition, firms: Firms) -> None:
    comprehensive = ZoneFactory(edition=edition, kind=ZoneKind.COMPREHENSIVE, sector=None)
    special, _ = ZoneFactory.create_batch(2, edition=edition, kind=ZoneKind.SPECIAL)
    ZoneFactory(edition=edition, kind=ZoneKind.AREA)

    def exhibit(organisation: Organisation, code: str, **options: Any) -> Exhibitor:
        given = {"zone": comprehensive, "joined_at": at(1)} | options
        made: Exhibitor = ExhibitorFactory(edition=edition, organisation=organisation, sector=sector(code), **given)
        return made

    thai, mainland = exhibit(firms.thai, "7"), exhibit(firms.mainland, "8")
    exhibit(OrganisationFactory(), "7")
    exhibit(firms.hong_kong, "9", joined_at=LATER)
    exhibit(OrganisationFactory(country="FR"), "5", zone=special)
    BoothFactory(exhibitor=thai, opened_at=at(5, 1))
    BoothFactory(exhibitor=thai, kind=BoothKind.THREE_D, opened_at=at(5, 15, 59, 59))
    BoothFactory(exhibitor=mainland, opened_at=at(5, 3))
    BoothFactory(exhibitor=mainland, state=BoothState.PREPARING)
    BoothFactory(exhibitor=mainland, opened_at=at(5, 16))
    ProjectFactory(exhibitor=thai, published_at=at(5))
    ProjectFactory(exhibitor=thai, state=ProjectState.WITHDRAWN, published_at=at(6))
    ProjectFactory(exhibitor=thai, published_at=LATER)
    ProjectFactory(exhibitor=thai, state=ProjectState.DRAFT)
    RouteFactory(edition=edition, opened_at=at(4))
    RouteFactory(edition=edition, opened_at=LATER)


def _speak(edition: Edition) -> None:
    def hold(kind: EventKind, *moments: datetime, **options: Any) -> None:
        event = EventFactory(edition=edition, kind=kind)
        for moment in moments:
            SessionFactory(event=event, starts_at=moment, ends_at=moment + timedelta(hours=1), **options)

    hold(EventKind.SUMMIT_FORUM, at(5, 2), is_live_streamed=True)
    hold(EventKind.SUMMIT_FORUM)
    hold(EventKind.INDUSTRY_FORUM, at(6, 1), is_live_streamed=True)
    hold(EventKind.INDUSTRY_FORUM, at(6, 15, 30))
    hold(EventKind.INDUSTRY_FORUM, LATER, is_live_streamed=True)
    hold(EventKind.OVERSEAS_SPECIAL, at(5, 15), is_live_streamed=True)
    hold(EventKind.PROVINCE_THEME, at(5, 16, 30), is_live_streamed=True)
    hold(EventKind.EVENING, at(7, 12))
    hold(EventKind.ONLINE_CONFERENCE, at(8), LATER, mode=SessionMode.ONLINE_ONLY)


def _negotiate(edition: Edition, firms: Firms) -> None:
    def initiate(initiator: Organisation, respondent: Organisation, moment: datetime, **options: Any) -> Negotiation:
        return Negotiation.objects.create(
            edition=edition, initiator=initiator, respondent=respondent, initiated_at=moment, subject="x", **options
        )

    def intend(negotiation: Negotiation, number: int, moment: datetime) -> None:
        Intent.objects.create(
            negotiation=negotiation, round=number, organisation=negotiation.initiator, summary="x", recorded_at=moment
        )

    hour = timedelta(minutes=60)
    concluded = initiate(
        firms.mainland,
        firms.thai,
        at(5),
        state=NegotiationState.CONCLUDED,
        answered_at=at(5) + hour,
        concluded_at=at(8),
    )
    declined = initiate(
        firms.thai,
        firms.mainland,
        at(5),
        state=NegotiationState.DECLINED,
        decline_reason="no",
        answered_at=at(5) + timedelta(minutes=200),
    )
    initiate(firms.american, firms.mainland, at(6))
    late = initiate(firms.mainland, firms.thai, at(9), state=NegotiationState.ACCEPTED, answered_at=LATER)
    initiate(firms.thai, firms.mainland, LATER)
    intend(concluded, 1, at(6))
    intend(concluded, 2, at(7))
    intend(declined, 1, at(6))
    intend(late, 1, LATER)


def _sign(edition: Edition) -> None:
    def delegation(slug: str) -> Delegation:
        return Delegation.objects.create(edition=edition, kind="province", slug=slug, name={"en": slug})

    def agree(stage: OutcomeStage, amount: int | None, currency: str = "", **options: Any) -> None:
        given: dict[str, Any] = {"recorded_at": at(7)} | options
        OutcomeFactory(edition=edition, stage=stage, amount_minor=amount, currency=currency, **given)

    henan = delegation("henan")
    agree(OutcomeStage.PRE_ARRANGED, 10050, "USD", delegation=henan, signed_at_event=True)
    agree(OutcomeStage.PRE_ARRANGED, 20000, "USD", delegation=henan)
    agree(OutcomeStage.PRE_ARRANGED, None, delegation=henan)
    agree(OutcomeStage.PRE_ARRANGED, 777, "EUR", delegation=henan)
    agree(OutcomeStage.PRE_ARRANGED, 100, "USD", delegation=henan, recorded_at=LATER)
    agree(OutcomeStage.PRE_ARRANGED, 999, "USD", delegation=delegation("hebei"))
    agree(OutcomeStage.SIGNED, 50000, "CNY", campaign="tourism_finance")
    agree(OutcomeStage.SIGNED, None, campaign="tourism_finance")
    agree(OutcomeStage.INTENDED, 1, "CNY", campaign="tourism_finance")
    agree(OutcomeStage.SIGNED, None, campaign="tianjin_teda", kind=OutcomeKind.STRATEGIC_AGREEMENT)
    agree(OutcomeStage.SIGNED, None, campaign="tianjin_teda", kind=OutcomeKind.CONCLUDED_DEAL)


def _release(edition: Edition) -> None:
    for kind in (ReleaseKind.REPORT, ReleaseKind.INDEX, ReleaseKind.RANKING):
        ReleaseFactory(edition=edition, kind=kind)
    ReleaseFactory(edition=edition, kind=ReleaseKind.RANKING, published_at=LATER)
    ReleaseFactory.create_batch(2, edition=edition, kind=ReleaseKind.LAUNCH, organisation=OrganisationFactory())
    ReleaseFactory(edition=edition, kind=ReleaseKind.LAUNCH)
    ReleaseFactory(edition=edition, kind=ReleaseKind.LAUNCH, published_at=LATER)
