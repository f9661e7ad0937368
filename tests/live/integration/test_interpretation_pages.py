"""The booth's pages and the languages at the desk, without scripts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.test import Client

from everfair.kernel.media_tokens import WATCH_COOKIE
from everfair.live.domain.channels import key_of, open_channel, renew_link
from everfair.live.enums import StreamState
from everfair.live.interpretation.sittings import booth_beginning, booth_sittings
from everfair.live.models import Channel, Interpreter, Take
from tests.factories.accounts import make_member, make_operator, sign_in
from tests.factories.live import StreamFactory, TakeFactory, machine

if TYPE_CHECKING:
    from pathlib import Path

    from django.http import HttpResponse

    from everfair.live.models import Stream

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

WEBM = {"mime": "audio/webm;codecs=opus"}


@pytest.fixture
def channel() -> Channel:
    stream = StreamFactory(state=StreamState.ON_AIR)
    return open_channel(stream, actor=machine(stream), language="en")


def address(channel: Channel, part: str = "") -> str:
    return f"/streams/booths/{key_of(channel)}{part}"


def enter(channel: Channel, name: str = "Anna") -> Client:
    """Sit down with a browser of one's own."""
    client = Client()
    client.post(address(channel), {"name": name})
    return client


def act(client: Client, channel: Channel, do: str, **more: str) -> HttpResponse:
    return client.post(address(channel, "/microphone"), {"do": do, **more})


def send_json(client: Client, path: str, words: object) -> HttpResponse:
    return client.post(path, json.dumps(words), "application/json")


def test_link_leads_through_a_name_into_the_booth(client: Client, channel: Channel) -> None:
    door = client.get(address(channel) + "?lang=en")
    entered = client.post(address(channel), {"name": "Anna"})
    booth = client.get(address(channel) + "?lang=en")

    assert "Booth for English" in door.content.decode()
    assert "data-booth" not in door.content.decode()
    assert (entered.status_code, entered["Location"]) == (302, address(channel))
    cookie = entered.cookies["everfair_booth"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/streams/booths/", True, "Lax")
    assert f'data-here="{address(channel, "/here")}"' in booth.content.decode()
    assert "microphone=(self)" in booth["Permissions-Policy"]
    assert "media-src 'self' blob:" in booth["Content-Security-Policy"]


def test_empty_name_is_asked_for_again(client: Client, channel: Channel) -> None:
    answer = client.post(address(channel) + "?lang=en", {"name": "  "})

    assert answer.status_code == 422
    assert "Write your name" in answer.content.decode()


def test_old_link_leads_nowhere_and_its_pages_are_told_so(channel: Channel) -> None:
    anna, old = enter(channel), address(channel)

    renew_link(channel, actor=machine(channel.stream))

    assert anna.get(old).status_code == 404
    answer = anna.post(f"{old}/here")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_in_booth")


def test_page_sees_the_booth_and_the_others(channel: Channel) -> None:
    french = open_channel(channel.stream, actor=machine(channel.stream), language="fr")
    anna, _, claire = enter(channel), enter(channel, "Boris"), enter(french, "Claire")
    TakeFactory(stream=channel.stream)
    act(claire, french, "take")

    seen = anna.post(address(channel, "/here")).json()

    assert (seen["state"], seen["has_floor"]) == ("on_air", True)
    assert [(one["name"], one["is_me"], one["is_here"], one["is_speaking"]) for one in seen["people"]] == [
        ("Anna", True, True, False),
        ("Boris", False, True, False),
    ]
    assert seen["booths"] == [
        {"language": "en", "name": "English", "speaker": "", "people": 2},
        {"language": "fr", "name": "Français", "speaker": "Claire", "people": 1},
    ]


def test_microphone_goes_from_hand_to_hand(channel: Channel) -> None:
    anna, boris = enter(channel), enter(channel, "Boris")
    to = Interpreter.objects.get(name="Boris").public_id

    steps = [
        act(anna, channel, "take"),
        act(boris, channel, "take"),
        act(anna, channel, "offer", to=to),
        act(boris, channel, "take"),
        act(anna, channel, "offer", to=to),
        act(boris, channel, "put-down"),
        act(boris, channel, "leave"),
        act(boris, channel, "take"),
        act(anna, channel, "dance"),
    ]

    assert [step.status_code for step in steps] == [200, 409, 200, 200, 409, 200, 200, 403, 404]
    assert "Anna" in steps[1].json()["sentence"]


def test_stranger_without_a_seat_hears_nothing_and_says_nothing(channel: Channel) -> None:
    stranger = Client()

    answers = [stranger.post(address(channel, part)) for part in ("/here", "/microphone", "/sound")]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert stranger.get(address(channel, "/floor")).status_code == 403


def test_floor_is_the_team_s_and_bound_to_this_browser(channel: Channel) -> None:
    answer = enter(channel).get(address(channel, "/floor"))

    assert re.fullmatch(rf"/live/{channel.stream.public_id}/[^/]+/master\.m3u8", answer.json()["floor"])
    assert answer.cookies[WATCH_COOKIE].value


def test_only_who_has_the_microphone_begins_to_send(channel: Channel, live_root: Path) -> None:
    anna = enter(channel)
    refused = send_json(anna, address(channel, "/sound"), WEBM)
    act(anna, channel, "take")
    wrong = send_json(anna, address(channel, "/sound"), {"mime": "video/webm"})

    begun = send_json(anna, address(channel, "/sound"), WEBM)

    assert [answer.status_code for answer in (refused, wrong, begun)] == [409, 422, 201]
    (sitting,) = booth_sittings(live_root)
    told = booth_beginning(sitting)
    assert told is not None
    assert (told.stream, told.language, told.mime) == (channel.stream.public_id, "en", WEBM["mime"])
    assert told.interpreter == Interpreter.objects.get().public_id


def test_parts_are_kept_by_the_token_alone_and_end(channel: Channel, live_root: Path) -> None:
    anna = enter(channel)
    act(anna, channel, "take")
    told = send_json(anna, address(channel, "/sound"), WEBM).json()
    part = address(channel, f"/sound/{told['sitting']}/0")
    held = {"Authorization": f"Bearer {told['token']}"}

    kept = Client().put(part, b"sound", headers=held)
    forged = Client().put(part, b"sound", headers={"Authorization": "Bearer forged"})
    other = Client().put(address(channel, "/sound/another/0"), b"sound", headers=held)
    studio = Client().put(f"/streams/{channel.stream.public_id}/studio/{told['sitting']}/0", b"sound", headers=held)
    ended = Client().post(address(channel, f"/sound/{told['sitting']}/end"), headers=held)

    assert [answer.status_code for answer in (kept, forged, other, studio, ended)] == [204, 403, 403, 403, 204]
    (sitting,) = booth_sittings(live_root)
    assert (sitting.part(0), sitting.ended_by()) == (b"sound", "stopped")


@pytest.fixture
def stream(client: Client) -> Stream:
    """Return a stream whose operator is signed in."""
    made = StreamFactory.create()
    sign_in(client, make_operator(edition=made.edition))
    return made


def desk(client: Client, stream: Stream, part: str = "") -> str:
    return client.get(f"/streams/{stream.public_id}/desk{part}?lang=en").content.decode()


def post(client: Client, stream: Stream, part: str, **words: str) -> HttpResponse:
    return client.post(f"/streams/{stream.public_id}/desk/channels/{part}?lang=en", words)


def test_desk_opens_a_language_with_a_link_that_works(client: Client, stream: Stream) -> None:
    opened = post(client, stream, "open", language="fr")
    again = post(client, stream, "open", language="fr")
    page = desk(client, stream)

    assert (opened.status_code, again.status_code) == (302, 409)
    assert "interpreted into this language already" in again.content.decode()
    (link,) = set(re.findall(r'href="([^"]+/streams/booths/[^"]+)"', page))
    assert Client().get(urlsplit(link).path + "?lang=en").status_code == 200
    assert page.count('<option value="fr">') == 1  # in the settings: what is spoken on the floor
    assert "Nobody is in the booth: the floor is heard." in page


def test_desk_shows_who_speaks_makes_new_links_and_closes(client: Client, stream: Stream) -> None:
    channel = open_channel(stream, actor=machine(stream), language="fr")
    act(enter(channel, "Claire <b>"), channel, "take")

    shown = desk(client, stream, "/channels")
    steps = [post(client, stream, "change", channel=channel.public_id, do=do) for do in ("link", "close", "close")]

    assert "Claire &lt;b&gt;" in shown
    assert [step.status_code for step in steps] == [302, 302, 404]
    assert "Not interpreted." in desk(client, stream, "/channels")


def test_desk_s_languages_are_closed_to_who_does_not_run_the_stream(client: Client) -> None:
    stream = StreamFactory()
    sign_in(client, make_member().person)

    assert post(client, stream, "open", language="fr").status_code == 403
    assert Channel.objects.count() == Take.objects.count() == 0
