"""The figures that the data file states, handed to analytics: published, derived, assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from everfair.analytics.public import Provenance, Publication, Relation
from everfair.kernel.text import Text
from everfair.replay.facts import facts

SOURCES = {
    "page": Text({"zh-hans": "《人民日报》，2020年9月", "en": "People’s Daily, September 2020"}),
    "press": Text({"zh-hans": "展会期间其他官方媒体报道", "en": "Other state press during the fair"}),
    "": Text({"zh-hans": "合成展会的数据文件", "en": "The data file of the synthetic fair"}),
}


def stated_figures() -> list[Publication]:
    """Return every statement of the data file, the same at both scales: what was published stays what it was."""
    return [
        *_publications(facts()["figures"], Provenance.PUBLISHED),
        *_publications(facts()["derived"], Provenance.DERIVED),
        *_publications(facts()["assumed"]["figures"], Provenance.ASSUMED),
    ]


def _publications(entries: list[Mapping[str, Any]], provenance: Provenance) -> Iterator[Publication]:
    for entry in entries:
        yield Publication(
            figure=entry["id"],
            value=str(entry["value"]),
            provenance=provenance,
            currency=entry.get("currency", ""),
            printed=entry.get("print", ""),
            words_zh=entry.get("zh", ""),
            source=SOURCES[entry.get("source", "")],
            relation=Relation(entry.get("relation", Relation.EXACT)),
            note=_note(entry),
        )


def _note(entry: Mapping[str, Any]) -> Text:
    return Text({"zh-hans": entry.get("note_zh", ""), "en": entry.get("note", "")})
