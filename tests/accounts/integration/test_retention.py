"""Retention: what is old enough goes, what is younger or has others hanging on it stays."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from everfair.accounts.domain.data_exports import ask_for_export, make_export
from everfair.accounts.domain.retention import apply_retention
from everfair.accounts.models import (
    DataExport,
    Delegation,
    DelegationImport,
    Invitation,
    Organisation,
    OrganisationDocument,
    Person,
    SupportLook,
    Vetting,
)
from everfair.kernel import retention
from everfair.kernel.clock import now
from everfair.kernel.models import Event, Upload
from everfair.kernel.uploads import keep_file
from tests.factories.accounts import MembershipFactory, OrganisationFactory, PersonFactory, make_member
from tests.factories.fairs import EditionFactory
from tests.factories.negotiation import make_request

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

LONG_AGO = timedelta(days=400)


def a_file(name: str = "list.csv") -> Upload:
    return keep_file(b"bytes", name=name, media_type="text/csv", actor=None)


def application(state: str, *, age: timedelta = LONG_AGO) -> Organisation:
    organisation = OrganisationFactory.create(state=state)
    Vetting.objects.create(organisation=organisation, step=state, at=now() - age)
    OrganisationDocument.objects.create(organisation=organisation, kind="registration", upload=a_file())
    MembershipFactory.create(organisation=organisation)
    return organisation


def forgotten_account(**fields: object) -> Person:
    person = PersonFactory.create(confirmed=False, **fields)
    Person.objects.filter(pk=person.pk).update(created_at=now() - LONG_AGO)
    return person


def test_young_fair_loses_nothing() -> None:
    application("refused", age=timedelta(days=1))
    PersonFactory.create(confirmed=False)
    make_export(ask_for_export(PersonFactory.create()))

    assert sum(apply_retention().values()) == 0
    assert not Event.objects.filter(name="retention.applied").exists()


def test_download_loses_its_file_and_says_so() -> None:
    export = ask_for_export(PersonFactory.create())
    make_export(export)
    DataExport.objects.update(ready_at=now() - timedelta(days=8))

    deleted = apply_retention()

    export.refresh_from_db()
    assert (deleted["data_exports"], export.state, export.upload) == (1, "expired", None)
    assert not Upload.objects.exists()
    event = Event.objects.get(name="retention.applied")
    assert (event.payload, event.actor, event.subject_kind) == ({"what": "data_exports", "count": 1}, None, "")


def test_invitation_goes_a_while_after_it_expired() -> None:
    organisation = OrganisationFactory.create()
    for days in (29, 31):
        Invitation.objects.create(
            organisation=organisation,
            email=f"{days}@example.org",
            role="sales",
            sha256=str(days),
            expires_at=now() - timedelta(days=days),
        )

    assert apply_retention()["invitations"] == 1
    assert list(Invitation.objects.values_list("email", flat=True)) == ["29@example.org"]


def test_looks_of_support_go_after_a_year() -> None:
    supporter, person = PersonFactory.create_batch(2)
    for days in (364, 366):
        SupportLook.objects.create(
            supporter=supporter, person=person, reason=f"{days}", began_at=now() - timedelta(days=days)
        )

    assert apply_retention()["support_looks"] == 1
    assert SupportLook.objects.get().reason == "364"


def test_idle_session_ends_and_the_list_forgets_it() -> None:
    person = PersonFactory.create()
    for key, days in (("a" * 32, 31), ("b" * 32, 1), ("c" * 32, 1)):
        if key[0] != "c":
            Session.objects.create(session_key=key, session_data="", expire_date=now() + timedelta(days=9))
        UserSession.objects.create(
            user=person, session_key=key, ip="127.0.0.1", user_agent="x", last_seen_at=now() - timedelta(days=days)
        )
    Session.objects.create(session_key="d" * 32, session_data="", expire_date=now() - timedelta(days=1))

    assert apply_retention()["sessions"] == 2
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["b" * 32]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["b" * 32]


def test_account_that_nobody_ever_opened_goes() -> None:
    person = forgotten_account()
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "key", "credential": {}})
    ask_for_export(person)

    assert apply_retention()["unconfirmed_accounts"] == 1
    assert not Person.objects.exists()
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize("why", ["confirmed", "entered", "member", "young", "signed for"])
def test_account_in_use_stays(why: str) -> None:
    person = forgotten_account()
    if why == "confirmed":
        EmailAddress.objects.update(verified=True)
    elif why == "entered":
        Person.objects.update(last_login=now())
    elif why == "member":
        MembershipFactory.create(person=person)
    elif why == "young":
        Person.objects.update(created_at=now())
    else:
        Delegation.objects.create(edition=EditionFactory.create(), kind="province", slug="x").officers.create(
            person=person
        )

    assert apply_retention()["unconfirmed_accounts"] == 0
    assert Person.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("state", ["refused", "asked"])
def test_application_that_came_to_nothing_goes_with_its_papers(state: str) -> None:
    application(state)

    assert apply_retention()["applications"] == 1
    assert not Organisation.objects.exists()
    assert not Upload.objects.exists()


@pytest.mark.parametrize("state", ["applied", "approved"])
def test_application_that_the_fair_owes_an_answer_stays(state: str) -> None:
    application(state)

    assert apply_retention()["applications"] == 0
    assert OrganisationDocument.objects.count() == 1


def test_refused_organisation_that_deals_with_others_stays_without_its_papers() -> None:
    buyer = make_member(country="TH")
    make_request(buyer=buyer)
    Organisation.objects.filter(pk=buyer.organisation.pk).update(state="refused")
    Vetting.objects.create(organisation=buyer.organisation, step="refused", at=now() - LONG_AGO)
    OrganisationDocument.objects.create(organisation=buyer.organisation, kind="registration", upload=a_file())

    assert apply_retention()["applications"] == 0
    assert Organisation.objects.filter(pk=buyer.organisation.pk).exists()
    assert not OrganisationDocument.objects.exists()


def test_paper_of_a_form_that_nobody_finished_goes() -> None:
    for days in (29, 31):
        OrganisationDocument.objects.create(
            organisation=None, kind="other", upload=a_file(f"{days}.pdf"), added_at=now() - timedelta(days=days)
        )

    assert apply_retention()["draft_papers"] == 1
    assert Upload.objects.get().name == "29.pdf"


def test_spreadsheet_goes_with_what_was_read_from_it() -> None:
    delegation = Delegation.objects.create(edition=EditionFactory.create(), kind="province", slug="yunnan")
    source = DelegationImport.objects.create(delegation=delegation, upload=a_file(), at=now() - timedelta(days=91))
    source.rows.create(number=2, cells={"mail": "li@example.org"})

    assert apply_retention()["imports"] == 1
    assert not DelegationImport.objects.exists()
    assert not Upload.objects.exists()


def test_kept_mail_and_text_messages_go() -> None:
    old, young = kept("mail", "old.log"), kept("sms", "young.json")
    os.utime(old, (0, 0))

    assert apply_retention()["kept_mail"] == 1
    assert (old.exists(), young.exists()) == (False, True)
    young.unlink()


def kept(folder: str, name: str) -> Path:
    place = settings.OPTIONS.home / folder
    place.mkdir(exist_ok=True)
    (place / name).write_text("words")
    return place / name


def test_jobs_that_failed_long_ago_go() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status) "
            "VALUES ('mail', 'old', '{}', 'failed'), ('mail', 'waits', '{}', 'todo')"
        )
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '31 days'")

        assert apply_retention()["failed_jobs"] == 1
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE task_name IN ('old', 'waits')")
        assert cursor.fetchall() == [("waits",)]


def test_one_failing_rule_does_not_keep_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten_account()
    broken = retention.Rule("broken", "Broken", "keep_jobs_days", lambda _before: 1 // 0)
    monkeypatch.setitem(retention._rules, "a_broken_one", broken)

    with pytest.raises(ExceptionGroup) as caught:
        apply_retention()

    assert [type(failure) for failure in caught.value.exceptions] == [ZeroDivisionError]
    assert not Person.objects.exists()


def test_many_rows_go_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for _ in range(5):
        forgotten_account()

    assert apply_retention()["unconfirmed_accounts"] == 5


def test_every_rule_has_a_setting() -> None:
    assert [rule.what for rule in retention.rules() if not getattr(settings.OPTIONS, rule.option, 0)] == []
