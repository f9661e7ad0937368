"""An exhibitor's organisation changes: what visitors find and read follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.accounts.domain.organisations import change_organisation
from everfair.accounts.domain.particulars import make_particulars
from everfair.accounts.member import Member
from everfair.kernel.models import Event
from everfair.kernel.tasks import deliver_event
from everfair.kernel.text import Text
from tests.factories.accounts import MembershipFactory
from tests.factories.exhibition import BoothFactory

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_new_name_and_level_are_found_and_shown(client: Client) -> None:
    booth = BoothFactory.create(exhibitor__organisation__name=Text({"en": "Old Lantern"}))
    organisation, edition = booth.exhibitor.organisation, booth.exhibitor.edition
    made = MembershipFactory.create(organisation=organisation)
    given = make_particulars(name=Text({"en": "New Lantern"}), kind="embassy", country="LA")

    change_organisation(Member(made.person, organisation, made.role), given)
    deliver_event(Event.objects.latest("id").pk, "everfair.exhibition.handlers.refresh_exhibitors_of_organisation")
    organisation.refresh_from_db()
    organisation.level = 1
    organisation.save()

    found = client.get(f"/{edition.slug}/exhibition/?q=new+lantern&lang=en").content.decode()
    shown = client.get(f"/{edition.slug}/exhibition/booths/x-{booth.public_id}?lang=en", follow=True).content.decode()
    assert "Lantern" in found
    assert [word in shown for word in ("New Lantern", "✓ Verified", "Sending state")] == [True, True, True]
    assert booth.public_id in found
