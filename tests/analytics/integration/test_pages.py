"""The figures' pages as readers of both languages get them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from everfair.analytics.domain.publication import Publication, publish_figures
from everfair.analytics.enums import Provenance, Relation
from everfair.analytics.figures.registry import FIGURES
from everfair.analytics.queries.rows import PAGE_SIZE
from everfair.fairs.models import Edition
from everfair.kernel.text import Text
from tests.analytics.small_fair import EXPECTED, make_small_fair
from tests.factories.accounts import OrganisationFactory
from tests.factories.fairs import EditionFactory, ParticipationFactory
from tests.factories.publishing import OutcomeFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

REPORTS = "releases.reports_indices_rankings"


def read(edition: Edition, path: str = "", language: str = "en") -> str:
    mark = "&" if "?" in path else "?"
    response = Client().get(f"/{edition.slug}/figures/{path}{mark}lang={language}")
    assert response.status_code == 200
    return response.content.decode()


def words_of(page: str) -> str:
    """Return the text of a page as one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


class Anchors(HTMLParser):
    """Collects every id, and everything that the content security policy would forbid."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.forbidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "style" or name.startswith("on"):
                self.forbidden.append(f"{tag} {name}")


def test_page_is_kept_for_a_minute_and_purged_with_the_figures() -> None:
    edition = EditionFactory()

    response = Client().get(f"/{edition.slug}/figures/")

    assert response["Everfair-Cache"] == f"ttl=60; tags=figures edition-{edition.slug}"
    assert response.cookies == {}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["The fair in figures", "Who came", "countries and regions", "From a request to a signed agreement"]),
        ("zh-hans", ["数说展会", "谁来了", "国家和地区", "从发起到签约"]),
    ],
)
def test_page_speaks_the_language_of_the_reader(language: str, words: list[str]) -> None:
    page = words_of(read(make_small_fair(), language=language))

    assert [word for word in words if word not in page] == []


def test_page_has_every_figure_once_under_its_id_or_in_the_funnel() -> None:
    anchors = Anchors()

    anchors.feed(read(make_small_fair()))

    drawn = {"negotiations.answered", "negotiations.with_intent", "negotiations.median_reply"}
    assert sorted(name for name in anchors.ids if name in FIGURES) == sorted(set(FIGURES) - drawn)
    assert len(anchors.ids) == len(set(anchors.ids))
    assert anchors.forbidden == []


def test_page_without_any_rows_can_be_read() -> None:
    page = words_of(read(EditionFactory()))

    assert "0 enterprises and institutions" in page
    assert "hour by hour" not in page


def test_page_of_a_sample_says_why_numbers_differ() -> None:
    sample, whole = EditionFactory(scale="demo"), EditionFactory(scale="full")

    assert "about one hundredth" in read(sample)
    assert "about one hundredth" not in read(whole)


def test_page_says_how_many_published_figures_match() -> None:
    edition = EditionFactory()
    OutcomeFactory(edition=edition)
    publish_figures(
        edition,
        [
            Publication("outcomes.signed", "1", Provenance.PUBLISHED),
            Publication(REPORTS, "30", Provenance.PUBLISHED),
            Publication("organisations.total", "0", Provenance.ASSUMED),
        ],
    )

    assert "1 of 2 published figures match" in words_of(read(edition))


def test_page_never_shows_the_funnels_top_alone() -> None:
    page = words_of(read(make_small_fair()))

    funnel = page[page.index("From a request") : page.index("Negotiations initiated, hour by hour")]
    assert re.findall(r"\d[\d.,]*%?", funnel) == ["3", "20", "5", "3", "60.0%", "3", "100.0%", "1", "33.3%"]


def test_page_tells_of_amounts_that_are_not_added() -> None:
    page = words_of(read(make_small_fair()))

    assert "1 amount not disclosed" in page
    assert "1 amount in another currency, not added" in page


def test_page_shows_the_chart_as_a_table_too() -> None:
    page = words_of(read(make_small_fair()))

    assert "Fullest hour: 2" in page
    assert "10:00 0 (0) 2 (1) 1 (1)" in page


def test_page_takes_a_pinned_number_of_queries(django_assert_num_queries: Any) -> None:
    edition = make_small_fair()

    with django_assert_num_queries(16):
        Client().get(f"/{edition.slug}/figures/")


@pytest.mark.parametrize("name", FIGURES)
def test_page_of_every_figure_can_be_read(name: str) -> None:
    edition = EditionFactory()
    figure = FIGURES[name]
    publish_figures(edition, [Publication(name, "7", Provenance.PUBLISHED, currency=figure.currency)])

    english, chinese = read(edition, name), read(edition, name, "zh-hans")

    assert ("How it is counted" in english) is (figure.source is not None)
    assert ("怎样统计" in chinese) is (figure.source is not None)
    assert "%(" not in english


def test_figure_shows_what_was_published_and_what_is_counted() -> None:
    edition = make_small_fair()
    publish_figures(
        edition,
        [
            Publication(
                "organisations.total",
                "22000",
                Provenance.PUBLISHED,
                printed="2.2万家",
                words_zh="148个国家和地区的2.2万家企业和机构",
                source=Text({"en": "The newspaper", "zh-hans": "报纸"}),
                note=Text({"en": "rounded", "zh-hans": "约数"}),
            )
        ],
    )

    page = words_of(read(edition, "organisations.total"))

    facts = page[page.index("Published and counted") : page.index(" How it is counted")]
    assert facts == (
        "Published and counted do not match Published 22,000 As printed 2.2万家 "
        "“148个国家和地区的2.2万家企业和机构” Source The newspaper Note rounded "
        "Counted at closing 6 9 Sept 2020, 23:59 Counted now 7"
    )


def test_figure_that_was_published_as_a_lower_bound_says_so() -> None:
    edition = EditionFactory()
    publish_figures(edition, [Publication(REPORTS, "30", Provenance.PUBLISHED, relation=Relation.AT_LEAST)])

    assert "Published 30 or more" in words_of(read(edition, REPORTS))
    assert "published: 30 or more" in words_of(read(edition))
    assert "公布：30 以上" in words_of(read(edition, language="zh-hans"))


def test_figure_shows_its_query_with_named_parameters() -> None:
    page = read(EditionFactory(), "organisations.embassies")

    assert (
        "WHERE p.edition_id = :edition\n  AND o.kind = &#x27;embassy&#x27;\n  AND p.registered_at &lt;= :as_of" in page
    )


def test_figures_rows_go_on_over_the_page() -> None:
    edition = EditionFactory()
    for number, organisation in enumerate(OrganisationFactory.create_batch(PAGE_SIZE + 1)):
        organisation.name = Text({"en": f"Firm {number:03}"})
        organisation.save(update_fields=["name"])
        ParticipationFactory(edition=edition, organisation=organisation)
    first = read(edition, "organisations.total")

    (following,) = re.findall(r'rel="next"\s+href="(\?[^"]+)#rows"', first)
    second = read(edition, "organisations.total" + following.replace("&amp;", "&"))

    shown = [re.findall(r"Firm \d+", page) for page in (first, second)]
    assert [len(names) for names in shown] == [PAGE_SIZE, 1]
    assert sorted(shown[0] + shown[1]) == [f"Firm {number:03}" for number in range(PAGE_SIZE + 1)]
    assert 'rel="next"' not in second


def test_figures_rows_can_be_those_at_closing() -> None:
    edition = make_small_fair()
    name = "organisations.total"

    counted = [read(edition, f"{name}?as_of={as_of}").count("<tr>") - 1 for as_of in ("closing", "now", "never")]

    assert counted == [int(EXPECTED[name][0]), int(EXPECTED[name][1]), int(EXPECTED[name][1])]


def test_figure_page_takes_a_pinned_number_of_queries(django_assert_num_queries: Any) -> None:
    edition = make_small_fair()

    with django_assert_num_queries(5):
        Client().get(f"/{edition.slug}/figures/organisations.countries_and_regions")


@pytest.mark.parametrize("name", ["organisations.imagined", "streams.on_2020_09_05", "%00", "..%2f", "a%20b", "数"])
def test_figure_that_this_fair_does_not_have_is_not_found(name: str) -> None:
    response = Client().get(f"/{EditionFactory().slug}/figures/{name}")

    assert response.status_code in (400, 404)
    assert response.headers.get("Everfair-Cache") is None


@pytest.mark.parametrize(
    "query", ["after=nonsense", "after=%FF%FE", "after='", "as_of=<script>", "after=2020-<script>"]
)
def test_figure_page_takes_any_query(query: str) -> None:
    edition = EditionFactory()

    page = read(edition, f"organisations.total?{query}")

    assert "<script>" not in page.replace('<script src="', "").replace('<script type="', "")


def test_figure_of_an_unknown_edition_is_not_found() -> None:
    assert Client().get("/1912/figures/").status_code == 404
