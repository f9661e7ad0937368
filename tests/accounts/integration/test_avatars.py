"""Pictures of people: sent, seen, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.accounts.models import Person
from everfair.accounts.templatetags.everfair_accounts import avatar, initials
from everfair.kernel.models import Event, Upload
from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.uploads import HTML, SVG, picture, sent

if TYPE_CHECKING:
    from pathlib import Path

    from django.http import HttpResponse
    from django.test import Client
    from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _storage_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def nok(client: Client) -> Person:
    person = PersonFactory.create(name="Nok Srisai")
    client.cookies["language"] = "en"
    sign_in(client, person)
    return person


def send(client: Client, content: bytes, name: str = "me.png") -> HttpResponse:
    return client.post("/me/avatar", {"picture": sent(content, name)})


def test_picture_is_shown_in_the_header_and_to_others(client: Client, nok: Person) -> None:
    assert send(client, picture("JPEG")).headers["Location"] == "/me"

    address = f"/people/{nok.public_id}/avatar"
    assert f'src="{address}?v=' in client.get("/me/nav").content.decode()
    answer = client.get(address)
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "private, max-age=86400"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(answer.streaming_content)[8:12] == b"WEBP"
    assert Event.objects.get(name="person.avatar_changed").payload == {"kept": True}


def test_new_picture_replaces_the_old_one(
    client: Client, nok: Person, tmp_path: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    send(client, picture())
    before = str(avatar(Person.objects.get(pk=nok.pk)))

    with django_capture_on_commit_callbacks(execute=True):
        send(client, picture("WEBP"))

    assert str(avatar(Person.objects.get(pk=nok.pk))) != before
    assert Upload.objects.count() == 1
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_removed_picture_leaves_the_letters(client: Client, nok: Person) -> None:
    send(client, picture())

    for _ in range(2):
        assert client.post("/me/avatar/remove").status_code == 302

    assert client.get(f"/people/{nok.public_id}/avatar").status_code == 404
    assert '<span class="avatar" aria-hidden="true">NS</span>' in client.get("/me/nav").content.decode()
    assert (Upload.objects.count(), Event.objects.filter(name="person.avatar_changed").count()) == (0, 2)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (SVG, "Send one of these: JPEG, PNG or WebP."),
        (HTML, "Send one of these: JPEG, PNG or WebP."),
        (picture("JPEG") + bytes(10 * 2**20), "This file is larger than 5 MB"),
        (picture("PNG")[:300], "it is damaged or incomplete"),
        (b"", "The submitted file is empty."),
    ],
)
def test_other_files_are_refused_beside_the_field(client: Client, nok: Person, content: bytes, sentence: str) -> None:
    answer = send(client, content)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    nok.refresh_from_db()
    assert nok.avatar is None


def test_nothing_chosen_is_said(client: Client, nok: Person) -> None:
    del nok
    answer = client.post("/me/avatar", {})

    assert answer.status_code == 422
    assert "Choose a picture first." in answer.content.decode()


def test_pictures_are_not_for_the_public(client: Client) -> None:
    person = PersonFactory.create()

    assert client.get(f"/people/{person.public_id}/avatar").headers["Location"].startswith("/accounts/login")


def test_picture_of_who_is_locked_out_is_not_shown(client: Client, nok: Person) -> None:
    send(client, picture())
    other = PersonFactory.create(avatar=Upload.objects.get(), is_active=False)
    del nok

    assert client.get(f"/people/{other.public_id}/avatar").status_code == 404
    assert client.get("/people/nobody/avatar").status_code == 404


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("李雷", "李"),
        ("Nok Srisai", "NS"),
        ("Ana María de la Cruz", "AC"),
        ("cher", "C"),
        ("Élodie Roux", "É"),
        ("", ""),
    ],
)
def test_initials_fit_the_script(name: str, letters: str) -> None:
    assert initials(name) == letters
