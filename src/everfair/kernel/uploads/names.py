"""The sender's name for a file, made fit to be shown and to be saved under; it decides nothing else."""

from __future__ import annotations

import re
import unicodedata

from everfair.kernel.uploads.sorts import Sort

LONGEST = 150
_SPLIT = re.compile(r"[/\\]")
_UNSAVEABLE = re.compile(r'[<>:"|?*]')
# Control, invisible and direction signs, halves of characters, private use, unassigned.
_NEVER = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean_name(raw: str, sort: Sort) -> str:
    """Return the last part of the name without what could mislead, always with an ending that fits the bytes."""
    name = _SPLIT.split(unicodedata.normalize("NFC", raw))[-1]
    name = "".join(" " if sign in "\t\r\n" else sign for sign in name if sign in "\t\r\n" or _is_shown(sign))
    name = _UNSAVEABLE.sub("_", " ".join(name.split())).strip(". ")
    stem, suffix = _split_suffix(name, sort)
    return (stem[: LONGEST - len(suffix)].rstrip(". ") or sort) + suffix


def _is_shown(sign: str) -> bool:
    return unicodedata.category(sign) not in _NEVER


def _split_suffix(name: str, sort: Sort) -> tuple[str, str]:
    for suffix in sort.suffixes:
        if name.lower().endswith(suffix):
            return name[: -len(suffix)], name[-len(suffix) :]
    return name, sort.suffixes[0]
