"""The workspace of one exhibitor, signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.accounts.public import Member
from everfair.exhibition.models import Exhibitor
from everfair.fairs.models import Edition
from everfair.kernel.text import Text
from tests.factories.accounts import make_member, sign_in
from tests.factories.exhibition import ExhibitorFactory
from tests.factories.fairs import EditionFactory

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def edition() -> Edition:
    return EditionFactory.create(slug="2020")


@pytest.fixture
def member(client: Client) -> Member:
    member = make_member(name=Text({"zh-hans": "澄明智联", "en": "Clearlight"}))
    sign_in(client, member.person)
    return member


@pytest.fixture
def exhibitor(edition: Edition, member: Member) -> Exhibitor:
    return ExhibitorFactory.create(edition=edition, organisation=member.organisation)
