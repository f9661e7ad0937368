"""How I am told: the form, its bad input, and the link in a letter that ends mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from everfair.accounts.models import Person
from everfair.kernel.models import Event
from everfair.notifications.enums import Channel
from everfair.notifications.kinds import all_kinds
from everfair.notifications.models import MailProblem, Manners, Wish
from everfair.notifications.queries.wishes import reader
from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.notifications import post_all_due, tell

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]

WISHES = "/me/notifications/settings"
DEFAULTS = {f"{kind.key}.{channel.value}": "on" for kind in all_kinds() for channel in Channel if kind.takes(channel)}


@pytest.fixture
def nok(client: Client) -> Person:
    person = PersonFactory.create()
    sign_in(client, person)
    return person


def answers(**changed: str) -> dict[str, str]:
    hours = {"rhythm": "at_once", "letter_hour": "8", "quiet_from": "", "quiet_until": ""}
    return {**DEFAULTS, **hours, **changed}


def test_saving_what_holds_already_changes_nothing(client: Client, nok: Person) -> None:
    answer = client.post(WISHES, answers())

    assert answer.status_code == 302
    assert Wish.objects.filter(person=nok).count() == 0
    assert not Event.objects.filter(name="notification_wishes.changed").exists()


def test_choices_and_hours_are_kept_and_logged(client: Client, nok: Person) -> None:
    chosen = answers(rhythm="daily", letter_hour="18", quiet_from="22:00", quiet_until="07:00")
    del chosen["negotiation_message.mail"]

    client.post(WISHES, chosen)

    manners = Manners.objects.get(person=nok)
    assert (manners.rhythm, manners.letter_hour, f"{manners.quiet_from:%H:%M}") == ("daily", 18, "22:00")
    assert list(Wish.objects.values_list("kind", "channel", "is_on")) == [("negotiation_message", "mail", False)]
    event = Event.objects.get(name="notification_wishes.changed")
    assert event.payload["changed"][0] == "letter_hour"


def test_obligation_stays_in_the_list_whatever_is_sent(client: Client, nok: Person) -> None:
    chosen = answers()
    del chosen["agreement_to_sign.list"]

    client.post(WISHES, chosen)

    assert Wish.objects.filter(person=nok).count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"quiet_from": "22:00"},
        {"quiet_until": "07:00"},
        {"quiet_from": "25:00", "quiet_until": "07:00"},
        {"quiet_from": "22:00\x00", "quiet_until": "x' OR 1=1"},
        {"letter_hour": "24"},
        {"letter_hour": "-1"},
        {"letter_hour": "९"},
        {"rhythm": "hourly"},
        {"rhythm": ""},
    ],
)
def test_wrong_hours_are_told_and_nothing_is_lost(client: Client, nok: Person, wrong: dict[str, str]) -> None:
    chosen = answers(**wrong)
    del chosen["negotiation_message.mail"]

    answer = client.post(WISHES, chosen)

    shown = answer.content.decode()
    box = re.search(r"<input[^>]*negotiation_message\.mail[^>]*>", shown)
    assert answer.status_code == 422
    assert "field-error" in shown
    assert box is not None
    assert "checked" not in box.group()
    assert not Wish.objects.filter(person=nok).exists()


def link_in(letter: EmailMessage) -> str:
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert link in str(letter.body)
    return "/" + link.split("/", 3)[3]


def test_link_in_a_letter_ends_mail_of_its_kind_without_a_session(mailoutbox: list[EmailMessage]) -> None:
    person = PersonFactory.create()
    tell(person)
    post_all_due()
    link, stranger = link_in(mailoutbox[0]), Client(enforce_csrf_checks=True)

    asked = stranger.get(link)
    assert asked.status_code == 200
    assert Wish.objects.count() == 0
    done = stranger.post(link, {"List-Unsubscribe": "One-Click"})

    assert done.status_code == 200
    assert list(Wish.objects.values_list("kind", "channel", "is_on")) == [("negotiation_accepted", "mail", False)]
    tell(person)
    post_all_due()
    assert len(mailoutbox) == 1


def test_link_can_end_all_optional_mail_but_no_obligation(mailoutbox: list[EmailMessage]) -> None:
    person = PersonFactory.create()
    tell(person)
    post_all_due()

    Client().post(link_in(mailoutbox[0]), {"what": "all"})

    here = reader(person)
    told = {kind.key for kind in all_kinds() if here.takes(kind, Channel.MAIL)}
    assert told == {kind.key for kind in all_kinds() if kind.obligation and kind.mail}


def test_letter_about_an_obligation_has_no_way_out_but_the_settings(mailoutbox: list[EmailMessage]) -> None:
    tell(PersonFactory.create(), "agreement_to_sign")

    post_all_due()

    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers
    assert "/unsubscribe/" not in str(mailoutbox[0].body)
    assert WISHES in str(mailoutbox[0].body)


@pytest.mark.parametrize("token", ["x", "x:y:z", "WyJhIiwiYiJd:1abc:xyz", "-" * 500])
def test_link_that_we_did_not_make_leads_nowhere(token: str) -> None:
    assert Client().get(f"/unsubscribe/{token}").status_code == 404
    assert Client().post(f"/unsubscribe/{token}").status_code == 404


def test_problem_with_my_address_is_shown_with_the_way_out(client: Client, nok: Person) -> None:
    MailProblem.objects.create(address=nok.email, ailment="bounced", at=nok.created_at)

    assert "comes back" in client.get(WISHES, {"lang": "en"}).content.decode()
    client.post(f"{WISHES}/mail-works")

    assert "comes back" not in client.get(WISHES, {"lang": "en"}).content.decode()
    assert Event.objects.filter(name="mail_problem.solved", actor=nok).exists()
