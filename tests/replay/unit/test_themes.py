"""The written data: complete, in both languages, and within the limits of the fields it fills."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest

from everfair.accounts.enums import OrganisationKind
from everfair.analytics.economies import TOP_30_SERVICES_ECONOMIES
from everfair.replay.facts import facts, plan_for, read_data
from everfair.replay.organisations import SECTOR_WEIGHTS, Organisation
from everfair.replay.programme import draw_programme
from everfair.replay.projects import Proposals, themes
from everfair.replay.words import Words

pytestmark = pytest.mark.unit

SLOTS = {
    *("market", "where", "languages", "month", "few", "tens", "hundreds", "percent", "years", "weeks"),
    *("fee", "dollars", "small"),
}


def organisation(sector: str, country: str = "CN") -> Organisation:
    return Organisation(OrganisationKind.COMPANY, country, sector, Words("示例机构", "Sample Body"))


def texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for child in node:
            yield from texts(child)
    elif isinstance(node, dict):
        for child in node.values():
            yield from texts(child)


@pytest.mark.parametrize("sector", list(SECTOR_WEIGHTS))
def test_themes_of_every_sector_are_at_least_eight_and_bilingual(sector: str) -> None:
    found = themes(sector)

    assert len(found) >= 8
    for theme in found:
        pairs = [theme["title"], theme["summary"], theme["detail"], *theme["offers"]]
        assert all(len(pair) == 2 and all(pair) for pair in pairs), theme["title"]
        assert {name for text in texts(pairs) for _, name, _, _ in Formatter().parse(text) if name} <= SLOTS


@pytest.mark.parametrize("country", ["CN", "PE"])
@pytest.mark.parametrize("sector", list(SECTOR_WEIGHTS))
def test_proposals_of_every_theme_fit_their_fields(sector: str, country: str) -> None:
    source = Proposals()

    for _ in range(60):
        proposal = source.next_for(organisation(sector, country))
        assert max(map(len, proposal.title)) <= 120
        assert max(map(len, proposal.summary)) <= 400
        assert 2 <= len(proposal.offers) <= 4
        assert all(max(map(len, offer)) <= 200 for offer in proposal.offers)
        assert not any("{" in text for text in (*proposal.title, *proposal.summary, *proposal.description))


def test_proposals_are_sometimes_in_one_language_only() -> None:
    source = Proposals()

    titles = [source.next_for(organisation("8")).title for _ in range(100)]

    assert 0 < sum(not title.en for title in titles) < 30
    assert all(title.zh for title in titles)


def test_programme_has_every_published_event_under_its_own_title() -> None:
    sessions = draw_programme(plan_for("demo"), [], [])
    published = {one["id"]: one["value"] for one in facts()["figures"]}

    titles = [session.event.title for session in sessions]
    kinds = [session.event.kind.value for session in sessions]
    assert len({title.zh for title in titles}) == len({title.en for title in titles}) == 222
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "online_conference": published["sessions.online_only"],
        **{kind: published[f"events.{kind}"] for kind in set(kinds) - {"online_conference"}},
    }


def test_routes_are_as_many_as_published_with_at_least_three_stops() -> None:
    routes = read_data("programme/routes.yaml")

    assert len(routes) == 14
    assert all(len(route["stops"]) >= 3 for route in routes)


def test_leading_economies_of_the_replay_are_those_that_the_figure_counts() -> None:
    assert tuple(facts()["assumed"]["top_30_services_economies"]) == TOP_30_SERVICES_ECONOMIES
