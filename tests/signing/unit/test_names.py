from __future__ import annotations

import pytest
from asn1crypto import x509 as asn1
from hypothesis import example, given, settings
from hypothesis import strategies as st

from everfair.signing.certificates.names import make_name, spell_refused

pytestmark = pytest.mark.unit


def test_make_name_too_long() -> None:
    name = make_name("名" * 65, organisations=["W" * 200, "长" * 64])

    assert [part.value for part in name] == ["W" * 63 + "…", "长" * 64, "名" * 20 + "…"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("林晓松", "林晓松"),
        ("María  Quispe\nHuamán", "María Quispe Huamán"),
        ("deal 🤝", "deal ‹U+1F91D›"),
        ("شركة النور", "شركة النور"),
        ("Al نور", "Al ‹U+0646›‹U+0648›‹U+0631›"),
        ("a\ufffdb\ue000", "a‹U+FFFD›b‹U+E000›"),
    ],
)
def test_spell_refused(words: str, name: str) -> None:
    assert spell_refused(words) == name


@settings(deadline=None)
@given(st.text(min_size=1, max_size=80).filter(str.strip))
@example("\u05d0 1")
@example("\u2105")
def test_make_name_can_be_compared(words: str) -> None:
    der = make_name(words, organisations=[words], organisation_id=words).public_bytes()

    name = asn1.Name.load(der)

    assert name == asn1.Name.load(der)
    assert name.hashable
