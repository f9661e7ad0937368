"""Erasure: what goes, what stays under a pseudonym, what has to be settled first."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from everfair.accounts.domain.data_exports import ask_for_export
from everfair.accounts.domain.erasure import erase_person
from everfair.accounts.domain.people import create_person
from everfair.accounts.domain.tokens import create_token, person_for_token
from everfair.accounts.enums import MemberRole
from everfair.accounts.models import Consent, Invitation, Membership, Person, RoleGrant
from everfair.accounts.privacy_errors import StillTied
from everfair.accounts.tasks import make_data_export, say_goodbye
from everfair.kernel.clock import now
from everfair.kernel.models import Event, Upload
from everfair.kernel.personal_data import ties_of
from everfair.kernel.uploads import keep_file
from everfair.negotiation.domain.negotiation import withdraw_negotiation
from everfair.negotiation.models import Message
from tests.factories.accounts import (
    PASSWORD,
    OrganisationFactory,
    PersonFactory,
    make_member,
    make_operator,
)
from tests.factories.agreements import make_signed
from tests.factories.negotiation import colleague_of, make_talks
from tests.negotiation.browsing import client_of, words_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def enter(person: Person) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def invite(email: str) -> Invitation:
    return Invitation.objects.create(
        organisation=OrganisationFactory.create(), email=email, role="sales", sha256=email, expires_at=now()
    )


def test_row_becomes_a_pseudonym() -> None:
    person = PersonFactory.create(name="Rosa Quispe", email="rosa@example.org", phone="+51123456789")
    person.avatar = keep_file(b"a picture", name="avatar.webp", media_type="image/webp", actor=person)
    person.save()

    erase_person(person)

    person.refresh_from_db()
    assert (person.name, person.email) == ("Erased person", f"erased-{person.public_id}@invalid")
    assert (person.phone, person.avatar, person.is_active) == (None, None, False)
    assert not person.has_usable_password()
    assert person.erased_at is not None
    assert not Upload.objects.exists()


def test_everything_that_was_the_persons_alone_goes() -> None:
    member = make_member()
    person = member.person
    enter(person)
    token, raw = create_token(person, label="Rosa's laptop")
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "Rosa's phone", "credential": {}})
    make_data_export(export=ask_for_export(person).public_id)
    invitation = invite(person.email)

    erase_person(person)

    assert person_for_token(raw) is None
    for rows in (EmailAddress, UserSession, Authenticator):
        assert not rows.objects.filter(user=person).exists()
    assert not Membership.objects.filter(person=person).exists()
    assert not person.api_tokens.filter(pk=token.pk).exists()
    assert not person.data_exports.exists()
    invitation.refresh_from_db()
    assert invitation.email == f"erased-{person.public_id}@invalid"
    assert invitation.revoked_at is not None


def test_log_keeps_what_was_done_but_no_name() -> None:
    person = PersonFactory.create(name="Rosa Quispe")
    create_token(person, label="Rosa's laptop")
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "Rosa's phone", "credential": {}})

    erase_person(person)

    kept = list(Event.objects.filter(actor=person).values_list("name", "payload"))
    assert ("person.erased", {}) in kept
    assert "api_token.created" in dict(kept)
    assert "Rosa" not in str(kept)


def test_no_column_of_the_database_still_holds_the_address() -> None:
    member = make_member()
    person = member.person
    address, name = person.email, person.name
    Person.objects.filter(pk=person.pk).update(name="Rosa Unforgettable")
    person.refresh_from_db()
    enter(person)
    make_data_export(export=ask_for_export(person).public_id)
    erase_person(person)
    ProcrastinateJob.objects.all()._raw_delete("default")

    assert everywhere(address) == []
    assert everywhere("Rosa Unforgettable") == []
    assert name


def everywhere(words: str) -> list[str]:
    """Return the tables in which some row says these words."""
    from django.apps import apps  # noqa: PLC0415 -- only this looks into every table
    from django.db import connection  # noqa: PLC0415 -- the same

    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            cursor.execute(f'SELECT count(*) FROM "{table}" AS row WHERE row::text ILIKE %s', [f"%{words}%"])  # noqa: S608 -- the table's own name
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_consents_stay_as_proof() -> None:
    talks = make_talks()
    withdraw_negotiation(talks.negotiation, actor=talks.buyer)

    erase_person(talks.buyer.person)

    assert Consent.objects.filter(person=talks.buyer.person, purpose="cross_border").count() == 1


def test_other_side_still_reads_what_was_written() -> None:
    talks = make_talks(subject="Remote consultation")
    withdraw_negotiation(talks.negotiation, actor=talks.buyer)

    erase_person(talks.buyer.person)

    url = f"/negotiations/{talks.negotiation.public_id}"
    english, chinese = client_of(talks.seller).get(url), client_of(talks.seller, "zh").get(url)
    assert "Good day from Bangkok." in words_of(english.content)
    assert "Erased person" in words_of(english.content)
    assert "已注销用户" in words_of(chinese.content)
    assert talks.buyer.person.name not in words_of(english.content)
    assert Message.objects.filter(author=talks.buyer.person).exists()


def test_signed_agreement_stays_whole() -> None:
    deal = make_signed()
    paper = bytes(deal.agreement.paper or b"")

    erase_person(deal.buyer.person)

    assert bytes(deal.fresh().paper or b"") == paper
    page = client_of(deal.seller).get(f"/agreements/{deal.agreement.public_id}")
    assert page.status_code == 200
    assert "Erased person" in words_of(page.content)


def test_farewell_goes_to_the_old_address(mailoutbox: list[mail.EmailMessage]) -> None:
    person = PersonFactory.create(email="rosa@example.org", language="en")

    erase_person(person)

    job = ProcrastinateJob.objects.get(task_name__endswith="say_goodbye")
    say_goodbye(**job.args)
    (letter,) = mailoutbox
    assert letter.to == ["rosa@example.org"]
    assert "erased" in letter.subject


def test_address_is_free_again() -> None:
    person = PersonFactory.create(email="rosa@example.org")

    erase_person(person)

    assert create_person(email="rosa@example.org", name="Rosa", password=None).pk != person.pk


def test_erasing_twice_changes_nothing() -> None:
    person = PersonFactory.create()

    erase_person(person)
    erase_person(person)

    assert Event.objects.filter(name="person.erased").count() == 1


def test_last_owner_with_colleagues_names_another_first() -> None:
    owner = make_member()
    colleague = colleague_of(owner, MemberRole.SALES)

    (tie,) = ties_of(owner.person)
    with pytest.raises(StillTied):
        erase_person(owner.person)

    owner.person.refresh_from_db()
    assert owner.person.erased_at is None
    assert tie.address == reverse("accounts:member-list", args=[owner.organisation.public_id])
    Membership.objects.filter(person=colleague.person).update(role=MemberRole.OWNER)
    assert ties_of(owner.person) == []


def test_owner_who_cannot_come_in_any_more_does_not_count() -> None:
    owner = make_member()
    gone = colleague_of(owner, MemberRole.OWNER)
    Person.objects.filter(pk=gone.person.pk).update(is_active=False)

    assert len(ties_of(owner.person)) == 1


def test_open_talks_are_handed_over_first() -> None:
    talks = make_talks()
    colleague_of(talks.buyer, MemberRole.OWNER)

    ties = ties_of(talks.buyer.person)

    (tie,) = ties
    assert tie.address.endswith(f"/people/{talks.buyer.person.public_id}/hand-over")


def test_talks_that_nobody_could_go_on_with_are_ended_first() -> None:
    talks = make_talks(subject="Remote consultation")

    (tie,) = ties_of(talks.buyer.person)

    assert "Remote consultation" in str(tie.sentence)
    withdraw_negotiation(talks.negotiation, actor=talks.buyer)
    assert ties_of(talks.buyer.person) == []


def test_only_operator_of_an_edition_finds_another_first() -> None:
    operator = make_operator()
    grant = RoleGrant.objects.get(person=operator)

    before = len(ties_of(operator))
    make_operator(edition=grant.edition)

    assert (before, len(ties_of(operator))) == (1, 0)
