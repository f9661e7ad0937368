from __future__ import annotations

import pytest

from everfair.exhibition.highlight import Marker, Why, marker_for
from everfair.kernel.text import Text

pytestmark = pytest.mark.unit


def marked(words: str, *terms: str, **stems: str) -> str:
    return marker_for(terms, stems).mark(words)


@pytest.mark.parametrize(
    ("words", "terms", "stems", "expected"),
    [
        ("远程医疗平台", ["医疗"], {}, "远程<mark>医疗</mark>平台"),
        ("医疗设备，远程监护", ["远程医疗"], {}, "<mark>医疗</mark>设备，<mark>远程</mark>监护"),
        ("Drones for bridges", ["drone"], {"drone": "drone"}, "<mark>Drones</mark> for bridges"),
        ("Two companies", ["company"], {"company": "compani"}, "Two <mark>companies</mark>"),
        ("Blockchain", ["chain"], {"chain": "chain"}, "Blockchain"),
        ("AI and chain", ["ai"], {"ai": "ai"}, "<mark>AI</mark> and chain"),
        ("a <b>bold</b> claim", ["bold"], {"bold": "bold"}, "a &lt;b&gt;<mark>bold</mark>&lt;/b&gt; claim"),
        ("nothing here", ["drone"], {}, "nothing here"),
    ],
)
def test_mark(words: str, terms: list[str], stems: dict[str, str], expected: str) -> None:
    assert marked(words, *terms, **stems) == expected


def test_mark_without_words_escapes_all_the_same() -> None:
    assert Marker().mark("<script>") == "&lt;script&gt;"


def test_excerpt_shows_the_words_around_the_match() -> None:
    words = f"{'x' * 50} telemedicine {'y' * 100}"

    excerpt = marker_for(["telemedicine"], {}).excerpt(words)

    assert excerpt == f"…{'x' * 23} <mark>telemedicine</mark> {'y' * 71}…"


def test_write_marks_a_fallback_with_its_language() -> None:
    text = Text({"zh-hans": "远程医疗"})

    assert marker_for(["医疗"], {}).write(text, "en") == '<span lang="zh-Hans">远程<mark>医疗</mark></span>'


def test_why_prefers_the_readers_language_then_any() -> None:
    title = Text({"zh-hans": "无人机巡检", "en": "Drone inspection"})
    marker = marker_for(["drone"], {"drone": "drone"})

    found = marker.why([("Summary", Text({"en": "Bridges"})), ("Title", title)], "zh-hans")

    assert found == Why("Title", "<mark>Drone</mark> inspection")  # type: ignore[arg-type]  # a SafeString equals its text


def test_why_of_nothing() -> None:
    assert marker_for(["drone"], {}).why([("Title", Text({"en": "Bridges"}))], "en") is None
