"""People: made, changed."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from everfair.accounts.domain.people import change_password, change_preferences, create_person
from everfair.accounts.errors import MailTaken
from everfair.accounts.models import Person
from everfair.kernel.models import Event
from tests.factories.accounts import PersonFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_create_person_makes_an_account_that_can_sign_in() -> None:
    person = create_person(
        email=" Nok@Example.ORG ", name="Nok", password="a-long-password", language="en", time_zone="Asia/Bangkok"
    )

    assert (person.email, person.name, person.language, person.time_zone) == (
        "nok@example.org",
        "Nok",
        "en",
        "Asia/Bangkok",
    )
    assert person.check_password("a-long-password")
    assert EmailAddress.objects.get(user=person, verified=True, primary=True).email == "nok@example.org"


def test_create_person_is_told_to_the_log_without_a_consent() -> None:
    person = create_person(email="nok@example.org", name="Nok", password=None)

    event = Event.objects.get(name="person.signed_up")
    assert (event.actor, event.subject_id) == (person, person.public_id)
    assert event.payload == {"language": "zh-hans", "time_zone": "Asia/Shanghai", "consent": ""}


def test_person_without_password_can_not_sign_in_by_one() -> None:
    assert not create_person(email="nok@example.org", name="Nok", password=None).has_usable_password()


@pytest.mark.parametrize("email", ["nok@example.org", "NOK@EXAMPLE.ORG", " nok@example.org "])
def test_a_mail_address_belongs_to_one_person(email: str) -> None:
    PersonFactory.create(email="nok@example.org")

    with pytest.raises(MailTaken) as caught:
        create_person(email=email, name="Somebody else", password=None)

    assert caught.value.field == "email"
    assert Person.objects.count() == 1
    assert not Event.objects.filter(name="person.signed_up").exists()


@pytest.mark.parametrize(("language", "zone"), [("klingon", "Mars/Olympus"), ("", ""), ("EN", "asia/bangkok\x00")])
def test_unknown_language_and_zone_fall_back_to_the_fairs(language: str, zone: str) -> None:
    person = create_person(email="nok@example.org", name="Nok", password=None, language=language, time_zone=zone)

    assert (person.language, person.time_zone) == ("zh-hans", "Asia/Shanghai")


def test_change_preferences_changes_and_logs() -> None:
    person = PersonFactory.create()

    change_preferences(person, name="Nok Srisai", language="zh-hans", time_zone="Asia/Bangkok")

    person.refresh_from_db()
    assert (person.name, person.language, person.time_zone) == ("Nok Srisai", "zh-hans", "Asia/Bangkok")
    assert Event.objects.get(name="person.preferences_changed").payload == {
        "language": "zh-hans",
        "time_zone": "Asia/Bangkok",
    }


def test_change_password_voids_the_old_one_and_logs() -> None:
    person = PersonFactory.create()
    old = person.get_session_auth_hash()

    change_password(person, "another-long-password")

    person.refresh_from_db()
    assert person.check_password("another-long-password")
    assert person.get_session_auth_hash() != old
    assert Event.objects.get(name="person.password_changed").actor == person


def test_people_are_found_whatever_the_case_of_their_address() -> None:
    person = PersonFactory.create(email="nok@example.org")

    assert Person.objects.get_by_natural_key("Nok@Example.org") == person
