"""What media servers are answered when they ask about an encoder, and what happens to others of the same stream."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client

from everfair.config.options import Options
from everfair.live.domain.keys import revoke_key
from everfair.live.engines.live_engine import InnerName
from everfair.live.engines.secrets import hook_secret, reader_secret
from everfair.live.models import StreamKey, Take
from tests.factories.live import StreamFactory, TakeFactory, key_of, machine
from tests.live.mediamtx_fake import FakeMediaMtx, fake_mediamtx

if TYPE_CHECKING:
    from django.http import HttpResponse
    from pytest_django.fixtures import SettingsWrapper

    from everfair.live.domain.keys import MadeKey
    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def hook() -> str:
    return f"/streams/engine/{hook_secret(settings.SECRET_KEY)}"


@pytest.fixture
def mediamtx(settings: SettingsWrapper) -> Iterator[FakeMediaMtx]:
    with fake_mediamtx() as fake:
        settings.OPTIONS = Options(live_engine="mediamtx", live_engine_url=fake.api)
        yield fake


def name_of(made: MadeKey) -> InnerName:
    return InnerName(made.key.stream.public_id, made.key.public_id)


def ask(client: Client, name: str, **said: str) -> HttpResponse:
    usual: dict[str, Any] = {"user": "encoder", "password": "", "token": "", "ip": "203.0.113.7", "action": "publish"}
    about = {"path": f"live/{name}", "protocol": "rtmp", "id": "1", "query": ""}
    answer: Any = client.post(hook(), json.dumps(usual | about | said), content_type="application/json")
    return answer


def test_good_key_may_send_by_each_way_and_the_live_process_is_told(
    client: Client, mediamtx: FakeMediaMtx, told: Told
) -> None:
    made = key_of(StreamFactory())
    name = str(name_of(made))
    ways = {"rtmp": {"password": made.secret}, "srt": {"password": made.secret}, "webrtc": {"token": made.secret}}

    answers = [ask(client, name, protocol=way, **said).status_code for way, said in ways.items()]

    assert answers == [204, 204, 204]
    assert [word for word in told if word[0] == "live"] == [("live", "door", made.key.stream.public_id)] * 3
    assert mediamtx.kicked == []
    assert StreamKey.objects.get().used_at is not None


def test_wrong_revoked_and_foreign_keys_and_other_ways_are_refused(client: Client, mediamtx: FakeMediaMtx) -> None:
    made, other = key_of(StreamFactory()), key_of(StreamFactory())
    name = str(name_of(made))
    mine = mediamtx.add(f"live/{name}")
    answers = [
        ask(client, name, password="ef-guess"),
        ask(client, name, password=other.secret),
        ask(client, "elsewhere", password=made.secret),
        ask(client, name, password=made.secret, protocol="rtsp"),
        ask(client, name, password=made.secret, action="playback"),
        ask(client, name, password=made.secret, action="read"),
    ]
    revoke_key(made.key, actor=machine(made.key.stream))

    answers.append(ask(client, name, password=made.secret))

    assert [answer.status_code for answer in answers] == [403] * 7
    assert (mediamtx.kicked, mediamtx.paths[f"live/{name}"]["source"]["id"]) == ([], mine)


def test_only_the_live_process_may_read(client: Client, mediamtx: FakeMediaMtx) -> None:
    name = str(name_of(key_of(StreamFactory())))
    secret = reader_secret(settings.SECRET_KEY)

    assert ask(client, name, action="read", user="everfair", password=secret).status_code == 204
    assert ask(client, name, action="read", user="stranger", password=secret).status_code == 403
    assert ask(client, name, action="read", user="everfair", password="").status_code == 403
    assert mediamtx.kicked == []


def test_newest_encoder_sends_the_others_of_its_stream_away(client: Client, mediamtx: FakeMediaMtx) -> None:
    stream = StreamFactory()
    first, second, foreign = key_of(stream), key_of(stream), key_of(StreamFactory())
    sources = [mediamtx.add(f"live/{name_of(made)}") for made in (first, second, foreign)]

    assert ask(client, str(name_of(second)), password=second.secret).status_code == 204

    assert sorted(mediamtx.kicked) == sorted(sources[:2])


def test_first_encoder_stays_where_the_stream_says_so(client: Client, mediamtx: FakeMediaMtx) -> None:
    stream = StreamFactory(newest_wins=False)
    first, second = key_of(stream), key_of(stream)
    mediamtx.add(f"live/{name_of(first)}")

    answer = ask(client, str(name_of(second)), password=second.secret)

    assert (answer.status_code, json.loads(answer.content)["code"]) == (409, "other_publisher")
    assert mediamtx.kicked == []
    TakeFactory(stream=stream)
    mediamtx.paths.clear()
    assert ask(client, str(name_of(second)), password=second.secret).status_code == 409
    assert Take.objects.filter(ended_at=None).count() == 1


def test_wrong_secret_and_embedded_engine_have_no_hook(
    client: Client, mediamtx: FakeMediaMtx, settings: SettingsWrapper
) -> None:
    made = key_of(StreamFactory())
    body = json.dumps({"action": "publish", "path": f"live/{name_of(made)}", "password": made.secret})

    assert client.post("/streams/engine/guess", body, content_type="application/json").status_code == 404
    settings.OPTIONS = Options()
    assert ask(client, str(name_of(made)), password=made.secret).status_code == 404
    assert mediamtx.asked == []


def test_engine_that_can_not_be_asked_lets_nobody_in(client: Client, settings: SettingsWrapper) -> None:
    made = key_of(StreamFactory())
    settings.OPTIONS = Options(live_engine="nginx_rtmp", live_engine_url="http://127.0.0.1:9")
    form = {"call": "publish", "name": made.secret, "addr": "203.0.113.7"}

    assert client.post(hook(), form).status_code == 503
    assert client.post(hook(), form | {"name": "ef-guess"}).status_code == 403
    assert client.post(hook(), {"call": "publish_done", "name": made.secret}).status_code == 204
    assert client.post(hook(), {"call": "play", "name": made.secret}).status_code == 403
    assert client.get(hook()).status_code == 405


@pytest.mark.parametrize("body", ["", "[]", "{", '{"action": "publish", "path": 7, "password": {}}'])
def test_nonsense_is_refused(client: Client, mediamtx: FakeMediaMtx, body: str) -> None:
    assert client.post(hook(), body, content_type="application/json").status_code == 403
    assert mediamtx.kicked == []
