"""An independent tool must find both signatures valid, given our root."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.kernel import clock
from tests.factories.papers import Papers, make_papers
from tests.signing.pdfsig import Opinion, ask_pdfsig, run_tool

if TYPE_CHECKING:
    from pathlib import Path

    from everfair.signing.certificates.pki import Pki

pytestmark = pytest.mark.integration

VALID = {"signature": "Signature is Valid.", "certificate": "Certificate is Trusted."}


def test_pdfsig_signed_by_both(tmp_path: Path, home: Path, pki: Pki) -> None:
    pdf = tmp_path / "agreement.pdf"
    pdf.write_bytes(make_papers(pki, at=clock.now()).signed)

    opinions = ask_pdfsig(pdf, root=home / "pki" / "root.crt")

    assert opinions == [
        Opinion(field="first_party", name="林晓松", covers_all=False, **VALID),
        Opinion(field="second_party", name="María Quispe Huamán", covers_all=True, **VALID),
    ]


def test_pdfsig_altered(tmp_path: Path, home: Path, papers: Papers) -> None:
    pdf = tmp_path / "altered.pdf"
    altered = bytearray(papers.signed)
    altered[altered.index(b"stream") + 20] ^= 1
    pdf.write_bytes(altered)

    opinions = ask_pdfsig(pdf, root=home / "pki" / "root.crt")

    assert [opinion.signature for opinion in opinions] == ["Digest Mismatch."] * 2


def test_run_tool_missing() -> None:
    with pytest.raises(AssertionError, match="no-such-tool is missing: install poppler-utils"):
        run_tool("no-such-tool")
