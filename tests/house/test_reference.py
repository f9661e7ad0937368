"""The generated pages are what the code says now, and every sentence has its Chinese."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from everfair.ops.reference import ROOT, pages
from tests.house.public_contract import PublicOnlyContract

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.unit

PACKAGE = ROOT / "src" / "everfair"
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
TAG = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?(?P<options>[^%]*)%}(?P<body>.*?){%\s*endblocktrans(?:late)?\s*%}", re.DOTALL
)


@pytest.mark.parametrize("path", sorted(map(str, pages())))
def test_generated_page_is_current(path: str) -> None:
    assert (ROOT / path).read_text() == pages()[Path(path)], "run ./fair docs"


def test_every_sentence_has_its_chinese() -> None:
    with translation.override("zh-hans"):
        missing = sorted({sentence for sentence in _sentences() if not _is_translated(sentence)})

    assert missing == []


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("everfair.signing.views.agreement", "everfair.negotiation.public", True),
        ("everfair.signing.views.agreement", "everfair.negotiation.models", False),
        ("everfair.signing.views.agreement", "everfair.negotiation.domain.talks", False),
        ("everfair.replay.rows", "everfair.negotiation.models", True),
        ("everfair.config.urls", "everfair.negotiation.urls", True),
        ("everfair.config.urls", "everfair.negotiation.views", False),
        ("everfair.signing.domain", "everfair.kernel.money", True),
        ("everfair.signing.domain", "everfair.signing.models", True),
    ],
)
def test_contract_ends_imports_at_the_public_module(importer: str, imported: str, *, allowed: bool) -> None:
    contract = PublicOnlyContract(
        name="public",
        session_options={},
        contract_options={
            "may_mount": ["everfair.config"],
            "may_know_models": ["everfair.replay"],
            "open_to_all": ["everfair.kernel"],
        },
    )

    assert contract.allows(importer, imported) is allowed


def _is_translated(sentence: str) -> bool:
    catalogue = translation.trans_real.translation("zh-hans")._catalog  # type: ignore[attr-defined]  # no public way to ask
    return bool(catalogue.get(sentence) or catalogue.get((sentence, 0)))


def _sentences() -> Iterator[str]:
    for template in PACKAGE.rglob("*.html"):
        text = template.read_text()
        yield from (double or single for double, single in TAG.findall(text))
        for block in BLOCK.finditer(text):
            yield from _block_sentence(block["body"], trimmed="trimmed" in block["options"])
    for module in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def _block_sentence(body: str, *, trimmed: bool) -> Iterator[str]:
    singular = re.split(r"{%\s*plural\s*%}", body)[0]
    words = re.sub(r"{{\s*([\w.]+)\s*}}", r"%(\1)s", singular.replace("%", "%%"))
    yield " ".join(line.strip() for line in words.splitlines() if line.strip()) if trimmed else words
