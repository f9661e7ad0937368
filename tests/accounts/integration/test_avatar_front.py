"""A picture on its whole way: through the front, as a server hands it over."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

import pytest
from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application
from PIL import Image

from everfair.edge.bridge import Bridge
from everfair.kernel.models import Upload
from tests.edge.asking import ask
from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.uploads import sent

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

    from everfair.edge.protocol import App

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]

LIMIT = 2**20


@pytest.fixture
def front() -> Bridge:
    django = WSGIMiddleware(get_wsgi_application(), workers=2, send_queue_size=4)
    return Bridge(cast("App", django), largest_body=LIMIT, longest_queue=4)


def test_picture_arrives_whole(client: Client, front: Bridge, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.ALLOWED_HOSTS = tmp_path, ["*"]
    person = PersonFactory.create()
    sign_in(client, person)
    noise = tmp_path / "noise.png"
    Image.effect_noise((256, 256), 90).save(noise)
    client.post("/me/avatar", {"picture": sent(noise.read_bytes(), "me.png")})
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())

    answer = asyncio.run(ask(front, f"/people/{person.public_id}/avatar", headers=[("cookie", cookies)]))

    assert answer.status == 200
    assert len(answer.body) == Upload.objects.get().size
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_body_that_is_too_large_is_answered_with_a_sentence(front: Bridge) -> None:
    answer = asyncio.run(ask(front, "/me/avatar", method="POST", body=bytes(LIMIT + 1)))

    assert answer.status == 413
    assert answer.body.decode() == (
        "上传内容超过了 1 MB 的上限，请缩小后重试。\nThe upload is larger than 1 MB: please make it smaller.\n"
    )
