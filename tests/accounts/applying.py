"""Applications for the tests of the vetting desk."""

from __future__ import annotations

from typing import Any

from everfair.accounts.models import Organisation, OrganisationDocument
from everfair.accounts.search_names import search_names_of
from everfair.kernel.models import Upload
from everfair.kernel.text import Text
from tests.factories.accounts import MembershipFactory, OrganisationFactory

DESK = "/operate/organisations/"


def apply(name: str = "Siam Care", **fields: Any) -> Organisation:
    text = Text({"en": name})
    given = {"state": "applied", "name": text, "country": "TH", "search_names": search_names_of(text), **fields}
    organisation = OrganisationFactory.create(**given)
    MembershipFactory.create(organisation=organisation, person__name="Nok", person__language="en")
    return organisation


def with_paper(organisation: Organisation, kind: str = "registration") -> Organisation:
    upload = Upload.objects.create(stored=f"nowhere/{organisation.pk}/{kind}", name="a.pdf", size=1)
    OrganisationDocument.objects.create(organisation=organisation, kind=kind, upload=upload)
    return organisation
