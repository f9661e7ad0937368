"""The outcome list: honest sums, nothing mixed."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.test import Client

from everfair.kernel.money import Money
from everfair.publishing.enums import OutcomeKind, OutcomeStage, ReleaseKind
from everfair.publishing.queries.outcomes import kind_counts, stage_totals
from tests.factories.fairs import EditionFactory
from tests.factories.publishing import OutcomeFactory, ReleaseFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_totals_keep_stages_and_currencies_apart_and_count_the_undisclosed() -> None:
    edition = EditionFactory()
    OutcomeFactory(edition=edition, amount_minor=100, currency="USD")
    OutcomeFactory(edition=edition, amount_minor=250, currency="USD")
    OutcomeFactory(edition=edition, amount_minor=900, currency="CNY")
    OutcomeFactory(edition=edition)
    OutcomeFactory(edition=edition, stage=OutcomeStage.PRE_ARRANGED, amount_minor=7, currency="USD")
    OutcomeFactory(amount_minor=1, currency="USD")

    pre_arranged, intended, signed = stage_totals(edition)

    assert (pre_arranged.outcomes, pre_arranged.totals) == (1, [Money(7, "USD")])
    assert (intended.outcomes, intended.totals) == (0, [])
    assert (signed.outcomes, signed.undisclosed, signed.totals) == (4, 1, [Money(900, "CNY"), Money(350, "USD")])


def test_kinds_are_counted_within_the_stage_asked_for() -> None:
    edition = EditionFactory()
    OutcomeFactory.create_batch(2, edition=edition)
    OutcomeFactory(edition=edition, kind=OutcomeKind.AWARD, stage=OutcomeStage.INTENDED)

    assert kind_counts(edition, OutcomeStage.SIGNED) == [(OutcomeKind.CONCLUDED_DEAL, 2)]
    assert kind_counts(edition, "") == [(OutcomeKind.CONCLUDED_DEAL, 2), (OutcomeKind.AWARD, 1)]


@pytest.mark.parametrize("fields", [{"amount_minor": 5}, {"currency": "USD"}, {"amount_minor": -1, "currency": "USD"}])
def test_an_amount_without_currency_is_refused_by_the_database(fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="outcome_amount_with_currency"):
        OutcomeFactory(**fields)


def test_outcome_page_shows_undisclosed_as_undisclosed(client: Client) -> None:
    outcome = OutcomeFactory()

    page = client.get(f"/{outcome.edition.slug}/publishing/outcomes/?lang=en").content.decode()

    assert "not disclosed" in page
    assert "Remote consultation" in page


def test_outcome_page_takes_a_pinned_number_of_queries(client: Client, django_assert_max_num_queries: object) -> None:
    edition = EditionFactory()
    OutcomeFactory.create_batch(60, edition=edition)

    with django_assert_max_num_queries(7):  # type: ignore[operator]  # pytest-django's context manager
        response = client.get(f"/{edition.slug}/publishing/outcomes/")

    assert response.status_code == 200


def test_release_page_filters_by_kind(client: Client) -> None:
    release = ReleaseFactory()
    ReleaseFactory(edition=release.edition, kind=ReleaseKind.LAUNCH, title={"en": "A new robot"})

    page = client.get(f"/{release.edition.slug}/publishing/?kind=launch&lang=en").content.decode()

    assert "A new robot" in page
    assert "Services trade report" not in page


def test_release_page_without_releases_offers_the_programme(client: Client) -> None:
    edition = EditionFactory()

    page = client.get(f"/{edition.slug}/publishing/?lang=en").content.decode()

    assert "Nothing has been released yet." in page
    assert f"/{edition.slug}/programme/" in page
