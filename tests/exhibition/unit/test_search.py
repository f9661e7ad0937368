from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.exhibition.search import (
    LONGEST_QUERY,
    MOST_TERMS,
    Searchable,
    document_tokens,
    full_query,
    pairs_of,
    query_tokens,
    runs_of,
    words_of,
)
from everfair.kernel.text import Text

pytestmark = pytest.mark.unit


def test_document_tokens_hold_words_and_pairs() -> None:
    tokens = document_tokens("云上远程医疗").split()

    assert tokens == ["云上", "远程", "医疗", "云上", "上远", "远程", "程医", "医疗", "疗"]


def test_document_tokens_of_full_width_and_capitals() -> None:
    assert document_tokens("ＡＩ Drones") == "ai drones"


def test_document_tokens_of_words_that_the_segmenter_cuts() -> None:
    """Whatever rjieba makes of "B2B" or "H5N1", the run itself can be found."""
    tokens = document_tokens("B2B 平台 H5N1").split()

    assert {"b2b", "h5n1", "平台"} <= set(tokens)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("会议", ["会议"]),
        ("3D打印", ["3d", "打印"]),
        ("北京 无人机", ["北京", "无人机"]),
        ("Carbon   accounting", ["carbon", "accounting"]),
        ("logistics for hospitals", ["logistics", "hospitals"]),
        ("for the", ["for", "the"]),
        ("drone drone", ["drone"]),
        ("'; DROP TABLE projects; --", ["drop", "table", "projects"]),
        ("a&b | !c <-> d:*", ["b", "c", "d"]),
        ("！？…", []),
        ("", []),
    ],
)
def test_query_tokens(typed: str, terms: list[str]) -> None:
    assert query_tokens(typed) == terms


def test_query_tokens_are_limited() -> None:
    assert query_tokens(" ".join(f"w{number}" for number in range(99))) == [
        f"w{number}" for number in range(MOST_TERMS)
    ]
    assert query_tokens("x" * 500) == ["x" * LONGEST_QUERY]


@given(st.text())
def test_query_tokens_never_hold_an_operator(typed: str) -> None:
    assert not set("".join(query_tokens(typed))) & set("'\\\":*&|!()<>\x00 ")


@given(st.text(alphabet="服务贸易会议展览平台机器人数字", min_size=2, max_size=12), st.data())
def test_a_literal_occurrence_is_always_among_the_tokens(document: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(document) - 2))
    query = document[start : data.draw(st.integers(start + 2, len(document)))]

    assert set(pairs_of(query)) <= set(document_tokens(document).split())


def test_runs_and_words() -> None:
    assert runs_of("5G通信，Smart城市") == ["5g", "通信", "smart", "城市"]
    assert words_of("远程医疗平台") == ["远程", "医疗", "平台"]


def test_full_query_without_terms() -> None:
    assert full_query([]) is None


def test_searchable_keeps_english_for_stemming() -> None:
    found = Searchable(
        heading=(Text({"zh-hans": "无人机巡检", "en": "Drone inspection"}),),
        body=(Text({"en": "Bridges"}), Text({"zh-hans": "桥梁"})),
    )

    assert found.names == "无人机巡检 drone inspection"
    assert (found.heading_english, found.body_english) == ("Drone inspection", "Bridges")
    assert found.body_tokens == "bridges 桥梁 桥梁 梁"
