"""The event log as auditors and managers read it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.utils.translation import override

from everfair.accounts.domain.memberships import add_member
from everfair.accounts.domain.people import create_person
from everfair.accounts.queries.audit import PER_PAGE, label_of_kind
from everfair.accounts.queries.payload_words import FIELDS, payload_in_words
from everfair.kernel.events import declared
from everfair.kernel.models import Event
from tests.factories.accounts import MembershipFactory, OrganisationFactory, PersonFactory, make_operator, sign_in
from tests.factories.fairs import EditionFactory

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from everfair.accounts.models import Person
    from everfair.fairs.models import Edition

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def edition() -> Edition:
    return EditionFactory.create()


@pytest.fixture
def auditor(client: Client, edition: Edition) -> Person:
    person = make_operator(edition=edition, role="auditor")
    client.cookies["language"] = "en"
    sign_in(client, person)
    return person


def log(name: str = "edition.opened", **fields: object) -> Event:
    return Event.objects.create(**{"name": name, "subject_kind": "fairs.edition", "subject_id": "x", **fields})


def rows_of(answer: HttpResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_auditor_sees_own_editions_and_what_belongs_to_none(client: Client, auditor: Person, edition: Edition) -> None:
    log("zone.added", edition=edition)
    log("person.password_changed")
    log("zone.removed", edition=EditionFactory.create())
    del auditor

    shown = client.get("/operate/audit/").content.decode()

    assert "<code>zone.added</code>" in shown
    assert "<code>person.password_changed</code>" in shown
    assert "<code>zone.removed</code>" not in shown
    assert "An operator added a zone to an edition." in shown


@pytest.mark.parametrize("role", ["section_lead", "moderator", "statistics_officer", "support"])
def test_others_see_no_log(client: Client, edition: Edition, role: str) -> None:
    sign_in(client, make_operator(edition=edition, role=role))

    for page in ("", "export", "fairs.edition/x"):
        assert client.get(f"/operate/audit/{page}").status_code == 403


def test_log_of_one_thing_tells_its_story(client: Client, auditor: Person) -> None:
    member = MembershipFactory.create(person__name="Nok Srisai")
    li = PersonFactory.create(name="Li Lei")
    add_member(member.organisation, li, actor=member.person, role="signatory")
    log("organisation.refused", subject_kind="accounts.organisation", subject_id="another")
    del auditor

    shown = client.get(f"/operate/audit/accounts.organisation/{member.organisation.public_id}").content.decode()

    assert "A person now acts for an organisation." in shown
    assert "Nok Srisai" in shown
    assert "<dt>Person</dt>" in shown
    assert "Li Lei" in shown
    assert "Signatory" in shown
    assert "organisation.refused" not in shown.split("<select")[0] + shown.split("</select>")[-1]


def test_thing_out_of_reach_is_not_there(client: Client, auditor: Person) -> None:
    log("zone.added", edition=EditionFactory.create(), subject_id="theirs")
    del auditor

    assert client.get("/operate/audit/fairs.edition/theirs").status_code == 404
    assert client.get("/operate/audit/fairs.edition/nothing").status_code == 404
    assert client.get("/operate/audit/no.such.kind/nothing").status_code == 404


def test_filters_narrow_the_log(client: Client, auditor: Person) -> None:
    nok, organisation = PersonFactory.create(name="Nok Srisai"), OrganisationFactory.create(search_names="atlas")
    log("zone.added", actor=nok)
    log("zone.moved", organisation=organisation)
    log("zone.removed", subject_kind="accounts.person", subject_id=nok.public_id)
    del auditor

    def found(**asked: str) -> set[str]:
        return {row[2] for row in rows_of(client.get("/operate/audit/export", asked))[1:]} - {"audit.exported"}

    assert found(person="nok") == {"zone.added", "zone.removed"}
    assert found(organisation="Atlas Co., Ltd.") == {"zone.moved"}
    assert found(name="zone.removed") == {"zone.removed"}
    assert found(person="nobody at all") == set()
    assert found(kind="accounts.person", subject=nok.public_id) == {"zone.removed"}


def test_day_is_the_readers_own(client: Client, auditor: Person) -> None:
    late = log("zone.added", occurred_at=datetime(2020, 9, 5, 16, 30, tzinfo=UTC))  # the 6th in Shanghai
    early = log("zone.moved", occurred_at=datetime(2020, 9, 5, 15, 30, tzinfo=UTC))
    del auditor

    def codes(day: str) -> str:
        return client.get("/operate/audit/", {"day": day}).content.decode()

    assert f"<code>{late.name}</code>" in codes("2020-09-06")
    assert f"<code>{early.name}</code>" not in codes("2020-09-06")
    assert f"<code>{early.name}</code>" in codes("2020-09-05")


@pytest.mark.parametrize(
    "asked", [{"day": "yesterday"}, {"name": "no.such"}, {"before": "x"}, {"person": "a\x00"}, {"before": "9" * 30}]
)
def test_filters_that_cannot_be_read_are_said(client: Client, auditor: Person, asked: dict[str, str]) -> None:
    del auditor

    assert client.get("/operate/audit/", asked).status_code in (400, 422)
    assert client.get("/operate/audit/export", asked).status_code in (400, 422)


def test_pages_follow_each_other_without_gaps(client: Client, auditor: Person) -> None:
    events = [log("zone.added", subject_id=f"thing-{number}") for number in range(PER_PAGE + 2)]
    del auditor

    first = client.get("/operate/audit/").content.decode()
    second = client.get("/operate/audit/", {"before": events[2].pk}).content.decode()

    assert f'href="?before={events[2].pk}"' in first
    assert (first.count("<article"), second.count("<article")) == (PER_PAGE, 2)
    assert "Older" not in second


def test_page_asks_a_fixed_number_of_queries(
    client: Client, auditor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(PER_PAGE):
        member = MembershipFactory.create()
        log("zone.added", actor=member.person, organisation=member.organisation, payload={"zone": str(number)})
    del auditor
    client.get("/operate/audit/")

    with django_assert_num_queries(5):
        client.get("/operate/audit/")


def test_export_runs_nothing_and_is_logged(client: Client, auditor: Person) -> None:
    villain = PersonFactory.create(name='=HYPERLINK("http://evil.example","x")')
    log("zone.added", actor=villain, payload={"zone": "a"})

    answer = client.get("/operate/audit/export", {"name": "zone.added"})

    assert answer["Content-Disposition"].startswith('attachment; filename="audit-')
    (row,) = rows_of(answer)[1:]
    assert row[2:4] == ["zone.added", '\'=HYPERLINK("http://evil.example","x")']
    assert row[-1] == '{"zone": "a"}'
    event = Event.objects.get(name="audit.exported")
    assert (event.actor, event.payload) == (auditor, {"rows": 1})


def test_managers_read_their_own_organisations_history(client: Client) -> None:
    owner = MembershipFactory.create(person__name="Nok Srisai")
    operator = make_operator()
    operator.name = "Secret Operator"
    operator.save()
    log("organisation.approved", actor=operator, organisation=owner.organisation)
    log("membership.added", actor=owner.person, organisation=owner.organisation)
    log("organisation.refused", organisation=OrganisationFactory.create())
    client.cookies["language"] = "en"
    sign_in(client, owner.person)

    shown = client.get(f"/organisations/{owner.organisation.public_id}/history").content.decode()

    assert "<code>organisation.approved</code>" in shown
    assert "The fair&#x27;s office" in shown
    assert "Secret Operator" not in shown
    assert "<span>Nok Srisai</span>" in shown
    assert "<code>organisation.refused</code>" not in shown
    assert "/operate/" not in shown


@pytest.mark.parametrize("role", ["sales", "duty", "signatory", "statistics"])
def test_other_members_read_no_history(client: Client, role: str) -> None:
    member = MembershipFactory.create(role=role)
    sign_in(client, member.person)

    assert client.get(f"/organisations/{member.organisation.public_id}/history").status_code == 403


def test_strangers_find_no_history(client: Client) -> None:
    sign_in(client, MembershipFactory.create().person)

    assert client.get(f"/organisations/{OrganisationFactory.create().public_id}/history").status_code == 404


def test_person_who_signed_up_is_told_in_words(client: Client, auditor: Person) -> None:
    person = create_person(email="nok@example.org", name="Nok", password=None, language="en")
    del auditor

    shown = client.get(f"/operate/audit/accounts.person/{person.public_id}").content.decode()

    assert "A person made an account." in shown
    assert "English" in shown


def test_every_payload_field_has_words() -> None:
    fields = {field for event in declared.values() for field in event.payload}

    assert fields - FIELDS.keys() == set()


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ({"left": True, "zone": None}, [("Left by themselves", "Yes")]),
        ({"changed": ["name", "country"]}, [("Changed", "Name, Country or region")]),
        ({"amount_minor": 1250, "currency": "EUR"}, [("Amount", "€12.50")]),
        ({"country": "TW"}, [("Country or region", "Taiwan, China")]),
        ({"person": "abc", "role": "owner"}, [("Person", "Nok"), ("Role", "Owner")]),
        ({"something_else": 3}, [("something else", "3")]),
    ],
)
def test_payload_is_told_in_words(payload: dict[str, object], words: list[tuple[str, str]]) -> None:
    with override("en"):
        assert payload_in_words(payload, {"abc": "Nok"}) == words


def test_kinds_have_words() -> None:
    assert label_of_kind("visits.route") == "Route"
    assert label_of_kind("no.such") == "no.such"
    assert label_of_kind("nonsense") == "nonsense"
