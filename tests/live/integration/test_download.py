"""Who gets the file of a recording."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from everfair.accounts.enums import EditionRole
from everfair.accounts.models import RoleGrant
from everfair.kernel.clock import now
from everfair.kernel.media_tokens import WATCH_COOKIE, read_media_token
from everfair.live.enums import Audience, DownloadRight, FileState, RecordingState, StreamState
from everfair.live.models import Recording, Stream
from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.live import StreamFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

ROW = {"file_state": FileState.READY, "state": RecordingState.PUBLISHED, "download": DownloadRight.EVERYBODY}


def recorded(audience: Audience = Audience.PUBLIC, **fields: str) -> Stream:
    stream: Stream = StreamFactory.create(state=StreamState.ENDED, audience=audience)
    Recording.objects.create(stream=stream, published_at=now(), **{**ROW, **fields})
    return stream


def ask(stream: Stream, *, kind: str) -> tuple[int, str]:
    """Ask as a stranger, as somebody with an account, or as an operator; return the status and where to."""
    client = Client()
    if kind != "stranger":
        person = PersonFactory.create()
        if kind == "operator":
            RoleGrant.objects.create(person=person, edition=stream.edition, role=EditionRole.OPERATOR)
        sign_in(client, person)
    answer = client.get(f"/streams/{stream.public_id}/download")
    return answer.status_code, answer.headers.get("location", "")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["file", "file", "file"]),
        ({"download": DownloadRight.REGISTERED}, ["sign in", "file", "file"]),
        ({"download": DownloadRight.NOBODY}, ["sign in", "403", "file"]),
        ({"state": RecordingState.WITHHELD}, ["404", "404", "file"]),
        ({"file_state": FileState.MAKING}, ["404", "404", "404"]),
        ({"audience": Audience.INVITED}, ["sign in", "403", "file"]),
    ],
)
def test_download_by_right(fields: dict[str, str], expected: list[str]) -> None:
    found = []
    for kind in ("stranger", "account", "operator"):
        stream = recorded(**fields)
        status, location = ask(stream, kind=kind)
        words = {f"/live/{stream.public_id}/": "file", "/accounts/": "sign in"}
        found.append(next((word for start, word in words.items() if location.startswith(start)), str(status)))

    assert found == expected


@pytest.mark.parametrize(("is_operator", "sees"), [(False, "public"), (True, "team")])
def test_link_of_somebody_signed_in_is_bound_to_their_browser(is_operator: bool, sees: str) -> None:  # noqa: FBT001 -- a parameter
    stream, client, person = recorded(), Client(), PersonFactory.create()
    if is_operator:
        RoleGrant.objects.create(person=person, edition=stream.edition, role=EditionRole.OPERATOR)
    sign_in(client, person)

    answer = client.get(f"/streams/{stream.public_id}/download")

    given = read_media_token(answer["Location"].split("/")[3], key=settings.SECRET_KEY)
    assert (given.folder, given.sees) == (f"{stream.public_id}/download.mp4", sees)
    assert given.holder
    assert given.is_held_by(answer.cookies[WATCH_COOKIE].value)
