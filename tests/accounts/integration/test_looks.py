"""Support looks as a person sees: their pages, nothing written, nothing of their sign-in."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import get_user
from django.db import InternalError
from django.test import Client
from django.utils.translation import override

from everfair.accounts.desk_errors import HiddenFromLook, LookOnlyReads
from everfair.accounts.domain.support import begin_look
from everfair.accounts.look_middleware import HIDDEN, SHOWN
from everfair.accounts.models import RoleGrant, SupportLook
from everfair.kernel.clock import now
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from everfair.ops.reference import routes
from tests.factories.accounts import MembershipFactory, PersonFactory, make_operator, sign_in
from tests.factories.fairs import EditionFactory
from tests.house.scene import set_scene
from tests.reading import heading_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from everfair.accounts.models import Person
    from tests.house.scene import Scene

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]

REASON = "Their booth page stays empty."
END = "accounts:look-end"
SAYS_NO, HIDES = LookOnlyReads.sentence, HiddenFromLook.sentence


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def helper() -> Person:
    return make_operator(role="support")


@pytest.fixture
def nok() -> Person:
    return MembershipFactory.create(person__name="Nok Srisai").person


@pytest.fixture
def desk(client: Client, helper: Person) -> Client:
    """Support's browser."""
    client.cookies["language"] = "en"
    sign_in(client, helper)
    return client


@pytest.fixture
def looking(desk: Client, nok: Person) -> Client:
    """Support's browser after the look began."""
    begin(desk, nok)
    return desk


def begin(desk: Client, person: Person, reason: str = REASON) -> HttpResponse:
    return desk.post(f"/operate/people/{person.public_id}/look", {"reason": reason})


def says(answer: HttpResponse, sentence: object) -> bool:
    return str(sentence) in answer.getvalue().decode(errors="replace")


def anywhere(path: str) -> str:
    """Fill the placeholders of an address with something that fits."""
    plain = re.sub(r"\(\?P<\w+>[^)]*\)", "x", path).replace("^", "").rstrip("$")
    return "/" + re.sub(r"<[\w:]+>", "x", re.sub(r"<int:\w+>", "1", plain))


def real_address(scene: Scene, name: str, path: str) -> str:
    """Return an address of something that there is, if the scene has one."""
    try:
        return scene.address(name, path)
    except StopIteration:
        return anywhere(path)


def test_look_shows_the_persons_pages(desk: Client, helper: Person, nok: Person) -> None:
    answer = begin(desk, nok)

    assert answer.headers["Location"] == "/me"
    assert heading_of(desk.get("/me")) == "Nok Srisai"
    assert not says(desk.get("/me"), helper.name)


def test_banner_comes_with_the_header_and_ends_the_look(looking: Client, nok: Person) -> None:
    header = looking.get("/me/nav").content.decode()

    assert 'id="looking"' in header
    assert "You look as <b>Nok Srisai</b> sees. You can only read." in header
    assert "/accounts/logout/" not in header
    answer = looking.post("/operate/looks/end")
    assert answer.headers["Location"] == f"/operate/people/{nok.public_id}"
    assert 'id="looking"' not in looking.get("/me/nav").content.decode()


def test_look_is_logged_with_its_reason_and_its_end(looking: Client, helper: Person, nok: Person) -> None:
    looking.post("/operate/looks/end")

    look = SupportLook.objects.get()
    assert (look.supporter, look.person, look.reason) == (helper, nok, REASON)
    assert look.ended_at is not None
    began, ended = Event.objects.filter(name__startswith="support.").order_by("id")
    assert (began.name, began.actor, began.subject_id) == ("support.look_began", helper, nok.public_id)
    assert began.payload == {"look": look.public_id, "reason": REASON}
    assert (ended.name, ended.payload) == ("support.look_ended", {"look": look.public_id})


def test_every_write_of_every_route_is_refused(looking: Client) -> None:
    before = Event.objects.count()

    answers = {name: looking.post(anywhere(path)) for name, path, _ in routes() if name != END}

    taken = {name: answer.status_code for name, answer in answers.items() if not says(answer, SAYS_NO)}
    assert taken == {}
    assert Event.objects.count() == before
    assert SupportLook.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_unsafe_methods_are_refused(looking: Client, method: str) -> None:
    answer = getattr(looking, method)("/me")

    assert answer.status_code == 403
    assert says(answer, SAYS_NO)


def test_sign_in_and_what_only_they_should_read_stay_hidden(looking: Client) -> None:
    own = {"/" + path for _, path, _ in routes() if ("/" + path).startswith(HIDDEN)} - SHOWN

    seen = [path for path in own if not says(looking.get(anywhere(path[1:])), HIDES)]

    assert {"/me/tokens", "/me/security", "/me/privacy", "/accounts/login/"} <= own
    assert seen == []


@pytest.mark.parametrize("path", sorted({"/me", *SHOWN}))
def test_other_own_pages_are_shown(looking: Client, path: str) -> None:
    assert looking.get(path).status_code == 200


def test_desk_is_closed_while_looking(looking: Client) -> None:
    assert looking.get("/operate/people/").status_code == 403


def test_session_of_the_supporter_is_not_listed_as_the_persons(looking: Client, nok: Person) -> None:
    looking.get("/me")

    assert not nok.usersession_set.exists()


def test_look_ends_by_the_clock(looking: Client, helper: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    later = now() + timedelta(minutes=31)
    monkeypatch.setattr("everfair.kernel.clock._read", lambda: later)

    assert says(looking.get("/me"), helper.name)
    assert looking.post("/me/acting", {"organisation": "x"}).status_code == 404


def test_look_stops_when_the_role_is_taken(looking: Client, helper: Person) -> None:
    RoleGrant.objects.filter(person=helper).delete()

    assert says(looking.get("/me"), helper.name)


def test_look_stops_when_the_person_gets_a_role(looking: Client, helper: Person, nok: Person) -> None:
    RoleGrant.objects.create(person=nok, role="auditor", edition=EditionFactory.create())

    assert says(looking.get("/me"), helper.name)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501, "a\x00b"])
def test_look_needs_a_reason(desk: Client, nok: Person, reason: str) -> None:
    answer = begin(desk, nok, reason)

    assert answer.status_code == 422
    assert not SupportLook.objects.exists()


@pytest.mark.parametrize("role", ["operator", "support", "auditor", "moderator", "section_lead", "statistics_officer"])
def test_nobody_with_a_role_is_looked_at(desk: Client, helper: Person, role: str) -> None:
    target = make_operator(role=role)

    assert begin(desk, target).status_code == 403
    with pytest.raises(Forbidden):
        begin_look(target, supporter=helper, reason=REASON)


@pytest.mark.parametrize("role", ["operator", "auditor", "moderator", "section_lead", "statistics_officer"])
def test_others_than_support_do_not_look(client: Client, nok: Person, role: str) -> None:
    sign_in(client, make_operator(role=role))

    assert begin(client, nok).status_code == 403
    assert not SupportLook.objects.exists()


def test_ending_without_a_look_does_nothing(desk: Client) -> None:
    assert desk.post("/operate/looks/end").headers["Location"] == "/me"


def test_pages_for_everybody_ask_nobody_who_they_are(looking: Client) -> None:
    slug = EditionFactory.create().slug

    answer = looking.get(f"/{slug}/programme/")

    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.django_db(transaction=True)
def test_database_itself_refuses_to_write(looking: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(*_args: object, **_words: object) -> HttpResponse:
        PersonFactory.create()
        raise AssertionError

    monkeypatch.setattr("everfair.accounts.views.me.me_page", careless)
    answer = looking.get("/me")

    assert answer.status_code == 403
    assert says(answer, SAYS_NO)
    PersonFactory.create()  # afterwards the connection writes again


@pytest.mark.django_db(transaction=True)
def test_other_trouble_of_the_database_is_not_taken_for_a_look(
    client: Client, nok: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_words: object) -> HttpResponse:
        raise InternalError

    sign_in(client, nok)
    monkeypatch.setattr("everfair.accounts.views.me.me_page", broken)

    with pytest.raises(InternalError):
        client.get("/me")


@pytest.mark.django_db(transaction=True)
def test_no_page_writes_when_it_is_read(desk: Client) -> None:
    """The database would refuse, and the page with it: so whatever notes that it was read asks for the look first."""
    scene = set_scene()
    begin(desk, get_user(scene.clients["exhibitor"]))

    refused = {name for name, path, _ in routes() if says(desk.get(real_address(scene, name, path)), SAYS_NO)}

    assert refused == set()
