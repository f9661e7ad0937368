"""The words by which a spreadsheet may name a country, a kind of organisation, a sector."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import override

from everfair.accounts.countries import countries
from everfair.accounts.enums import OrganisationKind
from everfair.accounts.queries.places import sectors_to_name
from everfair.kernel.languages import LANGUAGES

# What people write beside the names that the fair itself shows.
COUNTRIES = {
    "中国大陆": "CN",
    "中国内地": "CN",
    "mainland china": "CN",
    "prc": "CN",
    "p.r. china": "CN",
    "香港": "HK",
    "hong kong": "HK",
    "澳门": "MO",
    "macao": "MO",
    "macau": "MO",
    "台湾": "TW",
    "taiwan": "TW",
    "uk": "GB",
    "great britain": "GB",
    "usa": "US",
    "u.s.a.": "US",
    "united states of america": "US",
    "uae": "AE",
    "阿联酋": "AE",
    "korea": "KR",
    "south korea": "KR",
    "russian federation": "RU",
}
KINDS = {
    "企业": OrganisationKind.COMPANY,
    "公司": OrganisationKind.COMPANY,
    "enterprise": OrganisationKind.COMPANY,
    "firm": OrganisationKind.COMPANY,
    "事业单位": OrganisationKind.INSTITUTION,
    "institution": OrganisationKind.INSTITUTION,
    "international organization": OrganisationKind.INTERNATIONAL,
    "大使馆": OrganisationKind.EMBASSY,
    "境外商协会": OrganisationKind.OVERSEAS_ASSOCIATION,
}


@dataclass(frozen=True, slots=True)
class FirmWords:
    """Codes by name, in small letters."""

    countries: Mapping[str, str]
    kinds: Mapping[str, str]
    sectors: Mapping[str, str]


def firm_words() -> FirmWords:
    """Return all words in all languages; one query. Make them once for a whole table."""
    named = dict(COUNTRIES)
    kinds: dict[str, str] = dict(KINDS)
    for language in LANGUAGES:
        named |= {name.casefold(): code for code, name in countries(language)}
        with override(language):
            kinds |= {str(kind.label).casefold(): kind for kind in OrganisationKind}
    named |= {code.casefold(): code for code, _ in countries(LANGUAGES[0])}
    kinds |= {kind.value: kind for kind in OrganisationKind}
    return FirmWords(named, kinds, _sectors())


def _sectors() -> dict[str, str]:
    found: dict[str, str] = {}
    for sector in sectors_to_name():
        found |= {sector.code: sector.code, **{words.casefold(): sector.code for words in sector.name.values()}}
    return found
