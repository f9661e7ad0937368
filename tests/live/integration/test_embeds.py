"""Players of closed streams on partners' sites: which key opens what, where, and for how long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from everfair.kernel.clock import now
from everfair.kernel.errors import Forbidden, NotFound
from everfair.kernel.media_tokens import read_media_token
from everfair.kernel.models import Event
from everfair.kernel.realtime import read_token
from everfair.live.domain.embeds import MOST_EMBEDS, EmbedPlan, embed_key, make_embed, revoke_embed
from everfair.live.domain.telling import frame_channel
from everfair.live.embed_errors import (
    BadOrigin,
    BadOriginCount,
    EmbedNotNeeded,
    EmbedOfElsewhere,
    EmbedOver,
    TooManyEmbeds,
)
from everfair.live.enums import Audience, RecordingState, StreamState
from everfair.live.models import Embed, Recording, Stream
from everfair.live.playback.embed_pass import LONGEST_SECONDS
from tests.factories.accounts import OrganisationFactory
from tests.factories.live import StreamFactory, TakeFactory, machine, manager_of

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

PARTNER = "https://partner.example"


def plan(*origins: str, hours: float = 2) -> EmbedPlan:
    return EmbedPlan("Partner", origins or (PARTNER,), now() + timedelta(hours=hours))


def closed_stream(**facts: Any) -> Stream:
    return StreamFactory.create(**{"audience": Audience.INVITED, "state": StreamState.ON_AIR, **facts})


def embed_in(stream: Stream, **facts: Any) -> Embed:
    embed = make_embed(stream, actor=machine(stream), plan=plan())
    Embed.objects.filter(pk=embed.pk).update(**facts)
    return embed


def address(embed: Embed, stream: Stream | None = None) -> str:
    return f"/streams/{(stream or embed.stream).public_id}/embed/{embed_key(embed)}"


def framed(client: Client, embed: Embed, *, by: str = PARTNER, dest: str = "iframe") -> Any:
    return client.get(address(embed), headers={"Sec-Fetch-Dest": dest, "Referer": f"{by}/"})


def test_page_may_be_framed_by_its_partner_alone(client: Client) -> None:
    stream = closed_stream()
    embed = make_embed(stream, actor=machine(stream), plan=plan("https://Partner.example/", "https://b.example:8443"))

    page = framed(client, embed)

    assert page["Content-Security-Policy"].endswith("; frame-ancestors https://partner.example https://b.example:8443")
    assert "no-store" in page["Cache-Control"]
    assert "Set-Cookie" not in page.headers
    assert f'data-pass="{address(embed)}/pass"' in page.content.decode()


@pytest.mark.parametrize(
    ("by", "dest"),
    [(PARTNER, "document"), ("https://other.example", "iframe"), ("http://partner.example", "iframe")],
    ids=["opened-directly", "other-site", "without-encryption"],
)
def test_elsewhere_it_says_where_it_plays_and_holds_no_key(client: Client, by: str, dest: str) -> None:
    embed = embed_in(closed_stream())

    page = framed(client, embed, by=by, dest=dest).content.decode()

    assert PARTNER in page
    assert "data-pass" not in page
    assert embed_key(embed) not in page


def test_pass_opens_the_picture_of_the_audience_for_minutes_without_a_cookie(client: Client) -> None:
    stream = TakeFactory.create(stream=closed_stream()).stream
    embed = embed_in(stream)

    told = client.get(f"{address(embed)}/pass").json()

    stream.refresh_from_db()
    embed.refresh_from_db()
    given = read_media_token(told["playlists"]["live"].split("/")[3], key=settings.SECRET_KEY)
    assert (given.folder, given.sees, given.version, given.holder) == (stream.public_id, "public", stream.version, "")
    assert 0 < given.expires - now().timestamp() <= LONGEST_SECONDS
    assert 0 < told["renew_in"] < LONGEST_SECONDS
    assert read_token(told["events"], key=settings.SECRET_KEY) == [frame_channel(stream)]
    assert (told["state"], told["has_signal"], told["is_team"], told["backstage"]) == ("on_air", True, False, None)
    assert embed.used_at is not None


@pytest.mark.parametrize("end", ["revoked", "expired"])
def test_pass_and_page_of_an_ended_embed_say_so(client: Client, end: str) -> None:
    facts = {"until": now() - timedelta(seconds=1)} if end == "expired" else {"revoked_at": now()}
    embed = embed_in(TakeFactory.create(stream=closed_stream()).stream, **facts)

    told = client.get(f"{address(embed)}/pass").json()
    page = framed(client, embed)

    assert told["refusal"]["code"] == "embed_closed"
    assert (told["playlists"], told["events"], told["watching"], told["renew_in"]) == (None, "", "", None)
    assert page.status_code == 403
    assert "data-pass" not in page.content.decode()
    assert client.get(f"{address(embed)}/captions/zh.vtt").status_code == 403


def test_pass_is_given_so_often_and_no_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("everfair.live.views.frames.RATES", {"pass": "2/m/ip"})
    embed = embed_in(closed_stream())

    answers = [client.get(f"{address(embed)}/pass").status_code for _ in range(3)]

    assert answers == [200, 200, 429]


def test_token_lives_no_longer_than_its_embed(client: Client) -> None:
    embed = embed_in(closed_stream(), until=now() + timedelta(seconds=60))

    told = client.get(f"{address(embed)}/pass").json()

    given = read_media_token(told["playlists"]["live"].split("/")[3], key=settings.SECRET_KEY)
    assert given.expires - now().timestamp() <= 60


def test_key_opens_no_other_stream_and_can_not_be_made_up(client: Client) -> None:
    stream, other = closed_stream(), closed_stream()
    embed = embed_in(stream)

    for wrong in (address(embed, other), f"/streams/{stream.public_id}/embed/{embed.public_id}.forged"):
        assert client.get(wrong).status_code == 404
        assert client.get(f"{wrong}/pass").status_code == 404
        assert client.get(f"{wrong}/captions/zh.vtt").status_code == 404


def test_recording_that_is_held_back_is_not_played(client: Client) -> None:
    stream = closed_stream(state=StreamState.ENDED)
    Recording.objects.create(stream=stream, state=RecordingState.WITHHELD)
    embed = embed_in(stream)

    assert client.get(f"{address(embed)}/pass").json()["has_recording"] is False
    assert client.get(f"{address(embed)}/captions/zh.vtt").status_code == 404


def test_revoking_makes_tokens_worthless_and_is_told_once() -> None:
    stream, other = closed_stream(), closed_stream()
    embed = embed_in(stream)
    version = stream.version

    for _ in range(2):
        revoke_embed(stream, actor=machine(stream), embed_id=embed.public_id)

    stream.refresh_from_db()
    assert stream.version == version + 1
    assert Event.objects.filter(name="stream.embed_revoked").count() == 1
    with pytest.raises(NotFound):
        revoke_embed(other, actor=machine(other), embed_id=embed.public_id)


def test_only_closed_streams_of_ours_need_one() -> None:
    elsewhere = closed_stream(external_url="https://media.example/live.m3u8")
    everybody = closed_stream(audience=Audience.PUBLIC)

    with pytest.raises(EmbedOfElsewhere):
        make_embed(elsewhere, actor=machine(elsewhere), plan=plan())
    with pytest.raises(EmbedNotNeeded):
        make_embed(everybody, actor=machine(everybody), plan=plan())


@pytest.mark.parametrize(
    "origin",
    [
        "http://partner.example",
        "https://partner.example/page",
        "https://*.example",
        "https://a.example;script-src",
        "https://user@partner.example",
        "partner.example",
        "https://",
        "https://[",
    ],
)
def test_what_is_no_encrypted_site_is_refused(origin: str) -> None:
    stream = closed_stream()

    with pytest.raises(BadOrigin):
        make_embed(stream, actor=machine(stream), plan=plan(origin))


def test_other_scripts_are_written_as_browsers_send_them() -> None:
    stream = closed_stream()

    made = make_embed(stream, actor=machine(stream), plan=plan("https://服贸会.中国:443", "http://localhost:8090"))

    assert made.origins == ["https://xn--6oqs79cs50a.xn--fiqs8s", "http://localhost:8090"]


def test_bounds_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = closed_stream()

    with pytest.raises(BadOriginCount):
        make_embed(stream, actor=machine(stream), plan=plan(*(f"https://{n}.example" for n in range(6))))
    with pytest.raises(EmbedOver):
        make_embed(stream, actor=machine(stream), plan=plan(hours=-1))
    monkeypatch.setattr("everfair.live.domain.embeds.MOST_EMBEDS", 1)
    embed_in(stream)
    with pytest.raises(TooManyEmbeds):
        embed_in(stream)
    assert MOST_EMBEDS > 1


def test_stranger_can_neither_make_nor_revoke() -> None:
    stream = closed_stream()
    embed = embed_in(stream)
    stranger = manager_of(OrganisationFactory.create())

    with pytest.raises(Forbidden):
        make_embed(stream, actor=stranger, plan=plan())
    with pytest.raises(Forbidden):
        revoke_embed(stream, actor=stranger, embed_id=embed.public_id)
    assert stream.embeds.filter(revoked_at=None).count() == 1
