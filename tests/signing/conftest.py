"""Authorities and a signed agreement, made once for all tests that only look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.signing.certificates.pki import Pki, open_pki
from everfair.signing.seal.trust import Trust, trust_in
from tests.factories.papers import Papers, make_papers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def pki(home: Path) -> Pki:
    return open_pki(home)


@pytest.fixture(scope="session")
def trust(pki: Pki) -> Trust:
    return trust_in(pki)


@pytest.fixture(scope="session")
def papers(pki: Pki) -> Papers:
    return make_papers(pki)
