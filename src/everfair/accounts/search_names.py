"""What organisations are compared by: names without the forms of companies and without signs, plain numbers."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from everfair.kernel.text import Text

LONGEST = 500

# Endings of written-together names, the longest first.
_CHINESE = ("股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "股份公司", "株式会社", "有限会社", "주식회사")
_CHINESE_BEFORE = ("株式会社", "有限会社", "주식회사")
# Last words of names, without their points: "Co., Ltd." is two of them.
_LAST_WORDS = frozenset(
    {
        *(
            "ab",
            "ag",
            "as",
            "asa",
            "bhd",
            "bv",
            "co",
            "company",
            "corp",
            "corporation",
            "doo",
            "gmbh",
            "inc",
            "incorporated",
        ),
        *(
            "jsc",
            "kft",
            "kg",
            "kk",
            "limited",
            "llc",
            "llp",
            "lp",
            "ltd",
            "ltda",
            "mbh",
            "nv",
            "oy",
            "oyj",
            "plc",
            "pjsc",
        ),
        *("pt", "pte", "pty", "pvt", "sa", "sab", "sarl", "sas", "sdn", "se", "spa", "srl", "sro", "tbk"),
        *("ао", "зао", "ооо", "оао", "пао"),
    }
)
_NO_WORD = re.compile(r"[\W_]+")


def search_names_of(name: Text) -> str:
    """Return the names in all languages, reduced to their letters and digits, with a blank between them."""
    reduced = dict.fromkeys(filter(None, (reduce_name(words) for words in name.values())))
    return " ".join(reduced)[:LONGEST].rstrip()


def reduce_name(name: str) -> str:
    """Return a name as similar ones are compared: 云图（北京）有限公司 is 云图北京, Atlas Co., Ltd. is atlas."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace(".", "").replace("'", "").replace("’", "")
    words = _NO_WORD.sub(" ", unicodedata.normalize("NFKC", plain)).split()
    while len(words) > 1 and words[-1] in _LAST_WORDS:
        words.pop()
    return _without_form("".join(words))


def canonical_number(number: str) -> str:
    """Write a registration number as registers compare it: no blanks, capitals, plain digits."""
    return "".join(unicodedata.normalize("NFKC", number).split()).upper()


def _without_form(name: str) -> str:
    for ending in _CHINESE:
        if name.endswith(ending) and name != ending:
            return _without_form(name.removesuffix(ending))
    for beginning in _CHINESE_BEFORE:
        if name.startswith(beginning) and name != beginning:
            return name.removeprefix(beginning)
    return name
