"""Names of countries and regions."""

from __future__ import annotations

import pytest

from everfair.accounts.countries import countries, is_country, name_of_country

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("code", "chinese", "english"),
    [
        ("CN", "中国", "China"),
        ("HK", "中国香港", "Hong Kong, China"),
        ("MO", "中国澳门", "Macao, China"),
        ("TW", "中国台湾", "Taiwan, China"),
        ("TH", "泰国", "Thailand"),
        ("DE", "德国", "Germany"),
        ("", "", ""),
        (None, "", ""),
        ("QQ", "QQ", "QQ"),
    ],
)
def test_country_has_the_fairs_name(code: str | None, chinese: str, english: str) -> None:
    assert (name_of_country(code, "zh-hans"), name_of_country(code, "en")) == (chinese, english)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_list_holds_each_country_of_the_standard_once(language: str) -> None:
    codes = [code for code, _ in countries(language)]

    assert len(codes) == len(set(codes)) == 249
    assert codes[:4] == ["CN", "HK", "MO", "TW"]


def test_list_is_in_the_readers_order() -> None:
    chinese = [name for _, name in countries("zh-hans")][4:]
    english = [name for _, name in countries("en")][4:]

    assert chinese.index("阿根廷") < chinese.index("德国") < chinese.index("法国") < chinese.index("泰国")
    assert english.index("Åland Islands") < english.index("Algeria") < english.index("Zimbabwe")


@pytest.mark.parametrize("code", ["EU", "UN", "ZZ", "XA", "cn", "", "C", "CHN", "001", "'; --"])
def test_groupings_and_noise_are_no_countries(code: str) -> None:
    assert not is_country(code)


def test_countries_are_countries() -> None:
    assert is_country("CN")
    assert is_country("KZ")
