"""The desk of a stream as those who run it use it, without scripts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from everfair.live.enums import Audience, StreamState
from everfair.live.models import Stream, StreamKey
from tests.factories.accounts import PersonFactory, make_member, make_operator, sign_in
from tests.factories.live import StreamFactory, TakeFactory, key_of

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

REFUSED = 422


@pytest.fixture
def stream(client: Client) -> Stream:
    """Return a stream whose operator is signed in."""
    made = StreamFactory.create()
    sign_in(client, make_operator(edition=made.edition))
    return made


def desk_of(client: Client, stream: Stream) -> str:
    return client.get(f"/streams/{stream.public_id}/desk?lang=en").content.decode()


def post(client: Client, stream: Stream, part: str, **words: object) -> HttpResponse:
    return client.post(f"/streams/{stream.public_id}/desk/{part}?lang=en", words)


def settings_of(stream: Stream, **changes: object) -> dict[str, object]:
    """Return what the form of an untouched stream would send, with changes."""
    written = {
        "title_zh": stream.title["zh-hans"],
        "title_en": stream.title["en"],
        "audience": stream.audience,
        "language": stream.language,
        "latency": stream.latency,
        "dvr_minutes": stream.dvr_minutes,
        "newest_wins": "on",
        "goes_on_air_by_itself": "on",
        "version": stream.version,
    }
    return {**written, **changes}


def test_desk_of_a_new_stream_leads_to_the_studio_or_a_key(client: Client, stream: Stream) -> None:
    page = desk_of(client, stream)

    assert "Open the studio in this browser, or make a key for your encoder." in page
    assert f"/streams/{stream.public_id}/studio" in page
    assert "No key yet." in page


@pytest.mark.parametrize("part", ["", "/now"])
def test_desk_is_closed_to_who_does_not_run_the_stream(client: Client, part: str) -> None:
    stream = StreamFactory.create(organisation=make_member().organisation)
    sign_in(client, make_member().person)

    response = client.get(f"/streams/{stream.public_id}/desk{part}")

    assert response.status_code == 403
    assert b"Opening ceremony" not in response.content


def test_desk_of_nothing_is_not_found(client: Client) -> None:
    sign_in(client, make_operator())

    assert client.get("/streams/nothing/desk").status_code == 404


def test_desk_is_open_to_who_manages_the_organisation(client: Client) -> None:
    member = make_member()
    stream = StreamFactory.create(organisation=member.organisation)
    sign_in(client, member.person)

    assert "/streams/mine" in desk_of(client, stream)


def test_made_key_is_shown_once(client: Client, stream: Stream) -> None:
    page = post(client, stream, "keys").content.decode()

    key = StreamKey.objects.get(stream=stream)
    assert "it is shown only once" in page
    assert page.count(f"{key.hint}</code>") == 1
    later = desk_of(client, stream)
    assert f"…{key.hint}" in later
    assert "ef-" not in later


def test_rotated_key_takes_the_place_of_the_old_one(client: Client, stream: Stream) -> None:
    old = key_of(stream).key

    page = post(client, stream, "keys/rotate", key=old.public_id).content.decode()

    old.refresh_from_db()
    new = StreamKey.objects.get(stream=stream, revoked_at=None)
    assert old.revoked_at is not None
    assert f"{new.hint}</code>" in page


def test_revoked_key_leaves_the_desk(client: Client, stream: Stream) -> None:
    key = key_of(stream).key

    post(client, stream, "keys/revoke", key=key.public_id)

    assert f"…{key.hint}" not in desk_of(client, stream)
    assert post(client, stream, "keys/revoke", key=key.public_id).status_code == 404


def test_key_of_another_stream_is_not_found(client: Client, stream: Stream) -> None:
    other = key_of(StreamFactory.create()).key

    response = post(client, stream, "keys/revoke", key=other.public_id)

    other.refresh_from_db()
    assert (response.status_code, other.revoked_at) == (404, None)


def test_sixth_key_is_refused_in_a_sentence(client: Client, stream: Stream) -> None:
    for _ in range(5):
        key_of(stream)

    response = client.post(f"/streams/{stream.public_id}/desk/keys?lang=en", follow=True)

    assert "at most 5 keys" in response.content.decode()


@pytest.mark.parametrize(
    ("state", "move", "then"),
    [
        (StreamState.SCHEDULED, "rehearse", StreamState.REHEARSING),
        (StreamState.REHEARSING, "schedule", StreamState.SCHEDULED),
        (StreamState.REHEARSING, "air", StreamState.ON_AIR),
        (StreamState.ON_AIR, "pause", StreamState.PAUSED),
        (StreamState.PAUSED, "air", StreamState.ON_AIR),
        (StreamState.PAUSED, "end", StreamState.ENDED),
        (StreamState.ENDED, "schedule", StreamState.SCHEDULED),
    ],
)
def test_button_moves_the_stream(client: Client, state: StreamState, move: str, then: StreamState) -> None:
    stream = StreamFactory.create(state=state)
    sign_in(client, make_operator(edition=stream.edition))

    offered = f'name="move" value="{move}"' in desk_of(client, stream)
    response = post(client, stream, "move", move=move)

    stream.refresh_from_db()
    assert offered
    assert (response.status_code, stream.state) == (302, then)


def test_move_that_came_too_late_is_told(client: Client, stream: Stream) -> None:
    response = client.post(f"/streams/{stream.public_id}/desk/move?lang=en", {"move": "pause"}, follow=True)

    stream.refresh_from_db()
    assert "Nothing was changed." in response.content.decode()
    assert stream.state == StreamState.SCHEDULED


def test_unknown_move_is_not_found(client: Client, stream: Stream) -> None:
    assert post(client, stream, "move", move="dance").status_code == 404


def test_studio_is_answered_in_json(client: Client, stream: Stream) -> None:
    address = f"/streams/{stream.public_id}/desk/move?lang=en"

    moved = client.post(address, {"move": "air"}, headers={"accept": "application/json"})
    refused = client.post(address, {"move": "rehearse"}, headers={"accept": "application/json"})

    assert moved.json() == {"state": "on_air", "sentence": "The stream is on air."}
    assert (refused.status_code, list(refused.json())) == (409, ["sentence"])


def test_settings_are_saved_on_the_clock_of_the_fair(client: Client, stream: Stream) -> None:
    changes = {"title_en": "Closing", "starts_at": "2020-09-06T09:30", "audience": "invited", "newest_wins": ""}

    response = post(client, stream, "change", **settings_of(stream, **changes))

    stream.refresh_from_db()
    assert response.status_code == 302
    assert (stream.title["en"], stream.audience, stream.newest_wins) == ("Closing", Audience.INVITED, False)
    assert stream.starts_at == datetime(2020, 9, 6, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "value"),
    [("dvr_minutes", "1441"), ("external_url", "gopher://x"), ("starts_at", "soon"), ("audience", "nobody")],
)
def test_wrong_settings_are_told_and_nothing_typed_is_lost(
    client: Client, stream: Stream, field: str, value: str
) -> None:
    response = post(client, stream, "change", **settings_of(stream, title_en="Typed by me", **{field: value}))

    page = response.content.decode()
    stream.refresh_from_db()
    assert response.status_code == REFUSED
    assert "Typed by me" in page
    assert "field-error" in page
    assert stream.title["en"] == "Opening ceremony"


def test_later_of_two_writers_is_told_and_sees_both(client: Client, stream: Stream) -> None:
    post(client, stream, "change", **settings_of(stream, title_en="Theirs", dvr_minutes=30))

    response = post(client, stream, "change", **settings_of(stream, title_en="Mine"))

    page = response.content.decode()
    stream.refresh_from_db()
    assert response.status_code == 409
    assert "What your colleague saved" in page
    assert "<dd>Theirs</dd>" in " ".join(page.split()).replace("<dd> ", "<dd>").replace(" </dd>", "</dd>")
    assert 'value="Mine"' in page
    assert stream.title["en"] == "Theirs"
    again = post(client, stream, "change", **settings_of(stream, title_en="Mine", version=stream.version))
    assert again.status_code == 302


def test_language_that_the_form_does_not_know_is_kept(client: Client, stream: Stream) -> None:
    Stream.objects.update(language="pt-BR")
    stream.refresh_from_db()

    response = post(client, stream, "change", **settings_of(stream, title_en="Fado"))

    stream.refresh_from_db()
    assert (response.status_code, stream.language) == (302, "pt-BR")


def test_viewer_is_invited_by_mail_address_and_removed(client: Client, stream: Stream) -> None:
    Stream.objects.update(audience=Audience.INVITED)
    guest = PersonFactory.create(name="Somchai", email="guest@example.org")

    post(client, stream, "guests", email="Guest@example.org")
    invited = desk_of(client, stream)
    post(client, stream, "guests/remove", person=guest.public_id)
    removed = desk_of(client, stream)

    assert "<b>Somchai</b>" in invited
    assert "<b>Somchai</b>" not in removed
    assert Stream.objects.get().version == stream.version + 1


def test_unknown_viewer_is_told_beside_the_field(client: Client, stream: Stream) -> None:
    Stream.objects.update(audience=Audience.INVITED)

    response = post(client, stream, "guests", email="nobody@example.org")

    assert response.status_code == REFUSED
    assert "Nobody has an account with this mail address." in response.content.decode()
    assert 'value="nobody@example.org"' in response.content.decode()


def test_desk_tells_what_arrives_and_what_is_wrong_with_it(client: Client, stream: Stream) -> None:
    TakeFactory.create(stream=stream, is_public=False, audio={})

    page = client.get(f"/streams/{stream.public_id}/desk/now?lang=en").content.decode()

    assert "1280×720" in page
    assert "avc1.42c01f" in page
    assert "No sound arrives." in page
    assert "A picture arrives. Look at the preview, then go on air." in page


def test_desk_takes_the_same_queries_however_much_came_in(
    client: Client, stream: Stream, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for _ in range(4):
        key_of(stream)
        TakeFactory.create(stream=stream, is_public=False, ended_at=datetime(2020, 9, 6, 2, 0, tzinfo=UTC))

    with django_assert_max_num_queries(12):  # type: ignore[operator]  # pytest-django's context manager
        desk_of(client, stream)
