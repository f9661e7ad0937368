"""The demo fair as it is loaded: its counts, its people, its words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.db.models import Count, Max, Q, Sum

from everfair.accounts.models import (
    Delegation,
    DelegationMember,
    DelegationOfficer,
    Membership,
    Organisation,
    Person,
    RoleGrant,
)
from everfair.exhibition.models import Booth, Exhibitor, Offer, Project
from everfair.fairs.models import Participation, Zone
from everfair.kernel.models import Event as LoggedEvent
from everfair.negotiation.models import Intent, Message, Negotiation
from everfair.programme.models import Event, Session
from everfair.publishing.models import Outcome, Release
from everfair.replay.facts import plan_for
from everfair.replay.public import demo_accounts, loaded_scale
from everfair.visits.models import Route

if TYPE_CHECKING:
    from everfair.fairs.models import Edition

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.xdist_group("demo fair")]

IN_TIME = Q(initiated_at__lte=plan_for("demo").as_of)


def test_demo_fair_is_a_hundredth_with_all_events_routes_and_releases(demo_fair: Edition) -> None:
    counts = {
        model.__name__: model.objects.filter(edition=demo_fair).count()
        for model in (Participation, Exhibitor, Event, Session, Route, Release, Zone)
    }

    assert counts == {
        "Participation": 220,
        "Exhibitor": 110,
        "Event": 222,
        "Session": 222,
        "Route": 14,
        "Release": 93,
        "Zone": 10,
    }
    assert Booth.objects.count() == 143
    assert Project.objects.count() == 187
    assert loaded_scale() == "demo"


def test_demo_fair_keeps_the_shares_of_the_whole(demo_fair: Edition) -> None:
    negotiations = Negotiation.objects.filter(IN_TIME, edition=demo_fair)
    zone = Exhibitor.objects.filter(zone__kind="comprehensive")

    shares = negotiations.aggregate(
        all=Count("id"),
        overseas=Count("id", filter=Q(initiator__is_overseas=True)),
        answered=Count("id", filter=Q(answered_at__isnull=False)),
        concluded=Count("id", filter=Q(concluded_at__isnull=False)),
    )
    rate = zone.aggregate(all=Count("id"), overseas=Count("id", filter=Q(organisation__is_overseas=True)))
    assert shares == {"all": 5500, "overseas": 1450, "answered": 3025, "concluded": 2}
    assert rate == {"all": 26, "overseas": 11}
    assert Intent.objects.filter(negotiation__in=negotiations).count() == 66


def test_demo_fair_sums_its_outcomes_exactly(demo_fair: Edition) -> None:
    henan = Outcome.objects.filter(edition=demo_fair, delegation__slug="henan", stage="pre_arranged")
    tourism = Outcome.objects.filter(edition=demo_fair, campaign="tourism_finance", stage="signed")

    assert henan.aggregate(n=Count("id"), sum=Sum("amount_minor")) == {"n": 17, "sum": 50_600_000_000}
    assert henan.filter(signed_at_event=True).count() == 3
    assert set(henan.values_list("currency", flat=True)) == {"USD"}
    assert tourism.aggregate(n=Count("id"), sum=Sum("amount_minor")) == {"n": 3, "sum": 157_100_000_000}
    assert set(Outcome.objects.filter(campaign="tianjin_teda").values_list("partner_country", flat=True)) == {
        "VN",
        "MY",
        "SG",
    }
    assert Delegation.objects.filter(edition=demo_fair).count() == 18


def test_demo_fair_happens_before_its_figures_speak(demo_fair: Edition) -> None:
    as_of = demo_fair.figures_as_of
    later = {
        "participation": Participation.objects.aggregate(m=Max("registered_at")),
        "booth": Booth.objects.aggregate(m=Max("opened_at")),
        "project": Project.objects.aggregate(m=Max("published_at")),
        "session": Session.objects.aggregate(m=Max("ends_at")),
        "release": Release.objects.aggregate(m=Max("published_at")),
        "outcome": Outcome.objects.aggregate(m=Max("recorded_at")),
        "answer": Negotiation.objects.aggregate(m=Max("answered_at")),
        "intent": Intent.objects.aggregate(m=Max("recorded_at")),
    }

    assert {name: moment["m"] for name, moment in later.items() if moment["m"] > as_of} == {}
    first = Negotiation.objects.earliest("initiated_at").initiated_at
    assert first.astimezone(ZoneInfo(demo_fair.zone_id)).date() == demo_fair.opens


def test_demo_fair_fits_every_field(demo_fair: Edition) -> None:
    rows = [
        *Organisation.objects.all(),
        *Booth.objects.all(),
        *Project.objects.all(),
        *Offer.objects.all(),
        *Event.objects.all(),
        *Session.objects.all(),
        *Route.objects.all(),
        *Release.objects.all(),
        *Outcome.objects.all(),
        *Message.objects.all(),
        *Intent.objects.all(),
        demo_fair,
    ]

    for row in rows:
        row.clean_fields(exclude=[field.name for field in row._meta.fields if field.is_relation])


def test_demo_fair_finds_its_exhibitors_and_projects(demo_fair: Edition) -> None:
    assert Exhibitor.objects.filter(edition=demo_fair).exclude(search=None).exclude(search_names="").count() == 110
    assert Project.objects.exclude(search=None).exclude(search_names="").count() == 187


@pytest.mark.usefixtures("demo_fair")
def test_demo_accounts_can_sign_in_at_once() -> None:
    accounts = demo_accounts()

    people = [authenticate(None, email=account.email, password=account.password) for account in accounts]
    assert [person and person.name for person in people] == [account.name for account in accounts]
    assert EmailAddress.objects.filter(user__in=people, verified=True, primary=True).count() == len(accounts)
    validate_password(accounts[0].password, user=people[0])


def test_demo_accounts_have_the_roles_that_their_words_promise(demo_fair: Edition) -> None:
    kinds = {account.email: account.kind for account in demo_accounts()}

    grants = {
        kinds[grant.person.email]: (grant.role, grant.zone and grant.zone.slug) for grant in RoleGrant.objects.all()
    }
    members = {kinds[one.person.email]: (one.organisation.name["en"], one.role) for one in Membership.objects.all()}
    assert RoleGrant.objects.exclude(edition=demo_fair).count() == 0
    assert grants == {
        "operator": ("operator", None),
        "section_lead": ("section_lead", "comprehensive"),
        "auditor": ("auditor", None),
        "statistics_officer": ("statistics_officer", None),
        "moderator": ("moderator", None),
        "support": ("support", None),
    }
    assert [(kinds[one.person.email], one.delegation.slug) for one in DelegationOfficer.objects.all()] == [
        ("officer", "henan")
    ]
    assert members == {
        "exhibitor": ("Chengming Zhilian Technology", "owner"),
        "sales": ("Chengming Zhilian Technology", "sales"),
        "buyer": ("Rieles del Sur", "owner"),
        "second_buyer": ("Siam Meridian Health Group", "owner"),
        "finance_exhibitor": ("Hengqiao Finance Services", "owner"),
    }


@pytest.mark.usefixtures("demo_fair")
def test_delegation_has_the_organisations_whose_outcomes_it_reports() -> None:
    members = DelegationMember.objects.filter(delegation__slug="henan", state="joined").values("organisation")
    reported = Outcome.objects.filter(delegation__slug="henan").values("first_party").distinct()

    assert reported.count() > 0
    assert set(members.values_list("organisation", flat=True)) == set(reported.values_list("first_party", flat=True))


@pytest.mark.usefixtures("demo_fair")
def test_cast_finds_talks_in_every_state_and_nobody_elses() -> None:
    exhibitor = Person.objects.get(email="exhibitor@demo.everfair.example")
    organisation = exhibitor.memberships.get().organisation

    received = Negotiation.objects.filter(respondent=organisation)
    states = sorted(received.values_list("state", flat=True))
    assert states == ["accepted", "declined", "initiated", "initiated"]
    assert received.filter(messages__isnull=True).count() == 0
    assert not Negotiation.objects.filter(initiator=organisation).exists()


def test_load_is_told_once_in_the_event_log(demo_fair: Edition) -> None:
    logged = LoggedEvent.objects.get(name="edition.replayed")

    assert (logged.edition_id, logged.payload) == (
        demo_fair.pk,
        {"scale": "demo", "organisations": 220, "negotiations": 5500},
    )
