"""Outcomes and releases for tests."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from everfair.kernel.text import Text
from everfair.publishing.enums import OutcomeKind, OutcomeStage, ReleaseKind
from everfair.publishing.models import Outcome, Release


class OutcomeFactory(DjangoModelFactory[Outcome]):
    class Meta:
        model = Outcome

    edition = factory.SubFactory("tests.factories.fairs.EditionFactory")
    kind = OutcomeKind.CONCLUDED_DEAL
    stage = OutcomeStage.SIGNED
    title = Text({"zh-hans": "远程会诊合作", "en": "Remote consultation"})
    first_party = factory.SubFactory("tests.factories.accounts.OrganisationFactory")


class ReleaseFactory(DjangoModelFactory[Release]):
    class Meta:
        model = Release

    edition = factory.SubFactory("tests.factories.fairs.EditionFactory")
    kind = ReleaseKind.REPORT
    organisation = factory.SubFactory("tests.factories.accounts.OrganisationFactory")
    title = Text({"zh-hans": "服务贸易发展报告", "en": "Services trade report"})
    published_at = datetime(2020, 9, 7, 2, 0, tzinfo=UTC)
