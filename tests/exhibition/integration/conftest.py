"""The workspace of one exhibitor, signed in.

Imports stand inside the fixtures: pytest reads this file before it has set Django up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from everfair.accounts.public import Member
    from everfair.exhibition.models import Exhibitor
    from everfair.fairs.models import Edition


@pytest.fixture
def edition() -> Edition:
    from tests.factories.fairs import EditionFactory  # noqa: PLC0415 -- see above

    return EditionFactory.create(slug="2020")


@pytest.fixture
def member(client: Client) -> Member:
    from everfair.kernel.text import Text  # noqa: PLC0415 -- see above
    from tests.factories.accounts import make_member, sign_in  # noqa: PLC0415 -- see above

    member = make_member(name=Text({"zh-hans": "澄明智联", "en": "Clearlight"}))
    sign_in(client, member.person)
    return member


@pytest.fixture
def exhibitor(edition: Edition, member: Member) -> Exhibitor:
    from tests.factories.exhibition import ExhibitorFactory  # noqa: PLC0415 -- see above

    return ExhibitorFactory.create(edition=edition, organisation=member.organisation)
