"""A browser without a screen: a signed-in client, and the words of a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.test import Client

from tests.factories.accounts import sign_in

if TYPE_CHECKING:
    from everfair.accounts.member import Member


def client_of(member: Member, language: str = "en") -> Client:
    """Return a client that is signed in as this person."""
    client = Client(headers={"Accept-Language": language})
    sign_in(client, member.person)
    return client


def words_of(html: bytes) -> str:
    """Return what a reader sees, without the tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split())
