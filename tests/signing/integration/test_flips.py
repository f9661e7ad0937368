"""No byte of a signed file can be changed unnoticed: not in the text, not in a signature, not in its padding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from asn1crypto import cms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everfair.signing.seal.embedded import find_seals
from everfair.signing.seal.exactness import read_time_stamp
from everfair.signing.seal.verification import Verdict
from everfair.signing.seal.verify import verify
from tests.signing.forging import flip, forge_container, mirror, mirror_certificate

if TYPE_CHECKING:
    from everfair.signing.seal.trust import Trust
    from tests.factories.papers import Papers

pytestmark = pytest.mark.integration


def test_verify_flips_across_the_file(papers: Papers, trust: Trust) -> None:
    believed = [at for at in range(0, len(papers.signed), 1009) if verify(flip(papers.signed, at), trust).is_genuine]

    assert believed == []


def test_verify_flips_inside_the_newest_signature(papers: Papers, trust: Trust) -> None:
    seal = find_seals(papers.signed)[-1]
    in_use = 2 * len(seal.read().dump())

    places = [*range(seal.before, seal.before + in_use, 37), *range(seal.before + in_use, seal.resume, 997)]
    believed = [at for at in places if verify(flip(papers.signed, at), trust).is_genuine]

    assert believed == []


def test_verify_letter_case_of_a_digit(papers: Papers, trust: Trust) -> None:
    seal = find_seals(papers.signed)[-1]
    at = seal.before + 1 + next(index for index, digit in enumerate(seal.container) if chr(digit) in "ABCDEF")

    lower = papers.signed[:at] + papers.signed[at : at + 1].lower() + papers.signed[at + 1 :]

    assert verify(lower, trust).verdict is Verdict.ALTERED


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_verify_random_changes(papers: Papers, trust: Trust, data: st.DataObject) -> None:
    signed = papers.signed
    start = data.draw(st.integers(0, len(signed) - 1))
    removed = data.draw(st.integers(0, 40))
    put = data.draw(st.binary(max_size=40))
    changed = signed[:start] + put + signed[start + removed :]

    found = verify(changed, trust)

    assert found.is_genuine == (changed == signed)


def drop_time_stamp(container: cms.ContentInfo) -> None:
    del container["content"]["signer_infos"][0]["unsigned_attrs"]


def raise_version(container: cms.ContentInfo) -> None:
    container["content"]["version"] = "v3"


def mirror_signature(container: cms.ContentInfo) -> None:
    signer = container["content"]["signer_infos"][0]
    signer["signature"] = mirror(signer["signature"].native)


def mirror_first_certificate(container: cms.ContentInfo) -> None:
    mirror_certificate(container["content"]["certificates"][0].chosen)


def mirror_second_certificate(container: cms.ContentInfo) -> None:
    mirror_certificate(container["content"]["certificates"][1].chosen)


def mirror_time_stamp_certificate(container: cms.ContentInfo) -> None:
    mirror_certificate(read_time_stamp(container["content"])["content"]["certificates"][0].chosen)


def repeat_a_certificate(container: cms.ContentInfo) -> None:
    certificates = container["content"]["certificates"]
    certificates.append(certificates[0].copy())


def name_signer_by_key(container: cms.ContentInfo) -> None:
    leaf = next(choice.chosen for choice in container["content"]["certificates"] if not choice.chosen.ca)
    by_key = cms.SignerIdentifier("subject_key_identifier", leaf.key_identifier_value)
    container["content"]["signer_infos"][0]["sid"] = by_key


@pytest.mark.parametrize(
    "change",
    [
        drop_time_stamp,
        raise_version,
        mirror_signature,
        mirror_first_certificate,
        mirror_second_certificate,
        mirror_time_stamp_certificate,
        repeat_a_certificate,
        name_signer_by_key,
    ],
)
def test_verify_container_forged(papers: Papers, trust: Trust, change: object) -> None:
    forged = forge_container(papers.signed, change)  # type: ignore[arg-type]  # one of the functions above

    assert forged != papers.signed
    assert verify(forged, trust).verdict is Verdict.ALTERED
