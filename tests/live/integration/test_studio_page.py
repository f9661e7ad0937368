"""The page of the browser studio."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories.accounts import make_member, make_operator, sign_in
from tests.factories.live import StreamFactory

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_studio_may_use_the_devices_and_no_other_page_may(client: Client) -> None:
    stream = StreamFactory.create()
    sign_in(client, make_operator(edition=stream.edition))

    studio = client.get(f"/streams/{stream.public_id}/studio")
    desk = client.get(f"/streams/{stream.public_id}/desk")

    assert "camera=(self), microphone=(self), display-capture=(self)" in studio["Permissions-Policy"]
    assert "camera=(), microphone=()" in desk["Permissions-Policy"]
    assert studio["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_studio_knows_the_addresses_that_it_speaks_to(client: Client) -> None:
    stream = StreamFactory.create()
    sign_in(client, make_operator(edition=stream.edition))

    page = client.get(f"/streams/{stream.public_id}/studio?lang=en").content.decode()

    assert f'data-sittings="/streams/{stream.public_id}/studio"' in page
    assert f'data-move="/streams/{stream.public_id}/desk/move"' in page
    assert 'data-state="scheduled"' in page
    assert "The studio needs JavaScript." in page


def test_studio_is_closed_to_who_does_not_run_the_stream(client: Client) -> None:
    stream = StreamFactory.create()
    sign_in(client, make_member().person)

    response = client.get(f"/streams/{stream.public_id}/studio")

    assert response.status_code == 403
    assert "camera=()" in response["Permissions-Policy"]


def test_studio_of_a_stream_from_elsewhere_leads_to_the_desk(client: Client) -> None:
    stream = StreamFactory.create(external_url="https://example.org/live.m3u8")
    sign_in(client, make_operator(edition=stream.edition))

    page = client.get(f"/streams/{stream.public_id}/studio?lang=en").content.decode()

    assert "nothing can be sent from here" in page
    assert "data-studio" not in page
