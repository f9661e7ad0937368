"""What a delegation's members bring home, as its officers see it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from everfair.kernel.money import Money
from everfair.kernel.text import Text
from everfair.publishing.queries.delegation_outcomes import outcomes_of_members, stage_sheets
from tests.factories.accounts import OrganisationFactory, make_operator, sign_in
from tests.factories.delegations import DelegationMemberFactory, make_officer
from tests.factories.publishing import OutcomeFactory
from tests.factories.tables import opened

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertMaxNumQueries, DjangoAssertNumQueries

    from everfair.accounts.models import Organisation
    from everfair.accounts.officer import Officer
    from everfair.publishing.models import Outcome

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def officer(client: Client) -> Officer:
    officer = make_officer()
    client.cookies["language"] = "en"
    sign_in(client, officer.person)
    return officer


def member(officer: Officer, state: str = "joined") -> Organisation:
    return DelegationMemberFactory.create(delegation=officer.delegation, state=state).organisation


def outcome(officer: Officer, **fields: object) -> Outcome:
    return OutcomeFactory.create(**{"edition": officer.delegation.edition, **fields})


def page(officer: Officer, leaf: str = "") -> str:
    return f"/delegations/{officer.delegation.public_id}/outcomes{leaf}"


def test_members_outcomes_count_on_either_side_and_others_do_not(officer: Officer) -> None:
    mine = [
        outcome(officer, first_party=member(officer)),
        outcome(officer, second_party=member(officer)),
        outcome(officer, delegation=officer.delegation),
    ]
    outcome(officer)
    outcome(officer, first_party=member(officer, "invited"))
    outcome(officer, first_party=member(officer, "left"))
    outcome(officer, first_party=DelegationMemberFactory.create().organisation)
    OutcomeFactory.create(first_party=member(officer))

    assert set(outcomes_of_members(officer.delegation)) == set(mine)


def test_outcome_between_two_members_counts_once(officer: Officer) -> None:
    outcome(officer, first_party=member(officer), second_party=member(officer), delegation=officer.delegation)

    assert outcomes_of_members(officer.delegation).count() == 1


def test_stages_and_currencies_stand_apart(officer: Officer, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    firm = member(officer)
    for stage, kind, amount, currency in (
        ("pre_arranged", "investment", 500, "USD"),
        ("signed", "concluded_deal", 100, "USD"),
        ("signed", "concluded_deal", 30, "USD"),
        ("signed", "concluded_deal", 7, "CNY"),
        ("signed", "concluded_deal", None, ""),
        ("signed", "investment", 1, "USD"),
    ):
        outcome(officer, first_party=firm, stage=stage, kind=kind, amount_minor=amount, currency=currency)

    with django_assert_num_queries(1):
        before, intended, signed = stage_sheets(officer.delegation)

    assert (before.outcomes, before.totals) == (1, [Money(500, "USD")])
    assert (intended.outcomes, intended.totals) == (0, [])
    assert [(kind.kind.value, kind.outcomes, kind.undisclosed, kind.totals) for kind in signed.kinds] == [
        ("concluded_deal", 4, 1, [Money(7, "CNY"), Money(130, "USD")]),
        ("investment", 1, 0, [Money(1, "USD")]),
    ]
    assert (signed.undisclosed, signed.totals) == (1, [Money(7, "CNY"), Money(131, "USD")])


@pytest.mark.parametrize(("language", "words"), [("en", "What the members bring home"), ("zh-hans", "成员单位成果")])
def test_page_speaks_both_languages_and_hangs_beside_the_others(
    client: Client, officer: Officer, language: str, words: str
) -> None:
    outcome(officer, first_party=member(officer), title=Text({"en": "Bridge survey"}), amount_minor=100, currency="USD")

    shown = client.get(page(officer, f"?lang={language}")).content.decode()
    overview = client.get(f"/delegations/{officer.delegation.public_id}/").content.decode()

    assert [word in shown for word in (words, "Bridge survey", "US$1")] == [True] * 3
    assert page(officer) in overview


def test_page_costs_the_same_however_many(
    client: Client, officer: Officer, django_assert_max_num_queries: DjangoAssertMaxNumQueries
) -> None:
    firm = member(officer)
    for _ in range(60):
        outcome(officer, first_party=firm)

    with django_assert_max_num_queries(9):
        shown = client.get(page(officer)).content.decode()

    assert shown.count('<li class="row">') == 50


def test_page_is_there_for_officers_and_the_editions_operators_alone(client: Client, officer: Officer) -> None:
    people = (
        (officer.person, 200),
        (make_operator(edition=officer.delegation.edition), 200),
        (make_operator(), 404),
        (make_operator(edition=officer.delegation.edition, role="statistics_officer"), 404),
        (make_officer().person, 404),
    )

    for person, answer in people:
        sign_in(client, person)
        assert {client.get(page(officer, leaf)).status_code for leaf in ("", ".csv", ".xlsx")} == {answer}


def test_unknown_filters_and_sorts(client: Client, officer: Officer) -> None:
    outcome(officer, first_party=member(officer))

    assert client.get(page(officer, "?stage=x&kind=' OR 1&page=-3")).content.decode().count('<li class="row">') == 1
    assert client.get(page(officer, "?stage=intended")).content.decode().count('<li class="row">') == 0
    assert client.get(page(officer, ".exe")).status_code == 404


def test_download_has_a_row_each_and_runs_nothing(client: Client, officer: Officer) -> None:
    firm = member(officer)
    outcome(
        officer,
        first_party=firm,
        second_party=OrganisationFactory.create(name=Text({"en": "=Evil()"})),
        title=Text({"zh-hans": "桥梁检测", "en": "@Bridge"}),
        amount_minor=12345,
        currency="USD",
        partner_country="TH",
        recorded_at=datetime(2020, 9, 6, 20, tzinfo=UTC),
    )
    outcome(officer, first_party=firm, stage="pre_arranged", recorded_at=datetime(2020, 9, 1, tzinfo=UTC))

    comma = client.get(page(officer, ".csv")).content.decode("utf-8-sig").splitlines()
    book = CalamineWorkbook.from_filelike(opened(client.get(page(officer, ".xlsx?stage=signed")).content))

    assert len(comma) == 3
    assert comma[1].startswith("2020-09-07,Signed,Concluded deal,桥梁检测,'@Bridge,")
    assert comma[1].endswith(",'=Evil(),Thailand,123.45,USD,")
    assert comma[2].endswith(",,,,,")
    assert [row[6:10] for row in book.get_sheet_by_index(0).to_python()[1:]] == [["=Evil()", "Thailand", 123.45, "USD"]]
