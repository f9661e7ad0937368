"""Distinguished names: whom a certificate is about.

Readers compare them by the rules of RFC 4518, which know the characters of Unicode 3.2 and no string
that runs in both directions. What those rules refuse is spelled out as ‹U+1F600›; the stamp on the
paper shows the name as it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.x509.oid import NameOID

from everfair.signing.paper.characters import show_hidden, spell

LONGEST = 64  # characters, ub-organization-name of RFC 5280
LONGEST_COMMON_NAME = 64  # octets, as our library counts ub-common-name


def make_name(
    common_name: str, *, organisations: Iterable[str], organisation_id: str = "", country: str = ""
) -> x509.Name:
    """Return a distinguished name; what is too long for the standard is cut and ends in "…"."""
    parts = [(NameOID.COUNTRY_NAME, country)] if country else []
    parts += [(NameOID.ORGANIZATION_NAME, _cut(spell_refused(organisation))) for organisation in organisations]
    parts += [(NameOID.ORGANIZATION_IDENTIFIER, _cut(spell_refused(organisation_id)))] if organisation_id else []
    parts += [(NameOID.COMMON_NAME, _cut_octets(spell_refused(common_name)))]
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])


def spell_refused(words: str) -> str:
    """Return the words in one line, with what no name may hold spelled out.

    Single characters first; then those written leftward, if the line runs both ways; at worst all
    but ASCII.
    """
    line = " ".join(show_hidden(words).split())
    for refused in (_is_refused, _runs_leftward, _is_foreign):
        if _can_be_compared(line):
            break
        line = "".join(spell(character) if refused(character) else character for character in line)
    return line


def _can_be_compared(name: str) -> bool:
    try:
        asn1.Name.build({"common_name": name}).hashable  # noqa: B018 -- it raises
    except ValueError:
        return False
    return True


def _is_refused(character: str) -> bool:
    return not _can_be_compared(character)


def _runs_leftward(character: str) -> bool:
    return any(unicodedata.bidirectional(part) in {"R", "AL"} for part in unicodedata.normalize("NFKC", character))


def _is_foreign(character: str) -> bool:
    return not character.isascii() and character not in "‹›"


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def _cut_octets(name: str) -> str:
    if len(name.encode()) <= LONGEST_COMMON_NAME:
        return name
    kept = name.encode()[: LONGEST_COMMON_NAME - len("…".encode())]
    return kept.decode(errors="ignore") + "…"
