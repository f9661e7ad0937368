"""The generated pages are what the code says now, and every sentence has its Chinese."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from everfair.ops.reference import ROOT, pages
from tests.house.public_contract import PublicOnlyContract

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.unit

PACKAGE = ROOT / "src" / "everfair"
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
BETWEEN = "\x04"  # stands between context and sentence in a catalogue
TAG = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')(?:\s+context\s+"([^"]+)")?""")
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


def test_every_sentence_has_one_chinese_in_the_whole_house() -> None:
    """The catalogues of all apps are laid over each other: what means two things needs a context."""
    said: dict[str, set[str]] = defaultdict(set)
    for path in PACKAGE.glob("*/locale/zh_Hans/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                said[f"{message.context or ''}{BETWEEN}{message.id}"].add(str(message.string))

    assert {sentence: words for sentence, words in said.items() if len(words) > 1 and sentence != BETWEEN} == {}


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
        yield from (_in_context(context, double or single) for double, single, context in TAG.findall(text))
        for block in BLOCK.finditer(text):
            yield from _block_sentence(block["body"], trimmed="trimmed" in block["options"])
    for module in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from _called_sentence(node.func.id, node.args)


def _called_sentence(function: str, args: list[ast.expr]) -> Iterator[str]:
    words = [arg.value for arg in args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if function in GETTEXT and words[:1] and isinstance(args[0], ast.Constant):
        yield words[0]
    if function in IN_CONTEXT and len(words) == len(args):
        yield _in_context(*words)


def _in_context(context: str, sentence: str) -> str:
    return f"{context}{BETWEEN}{sentence}" if context else sentence


def _block_sentence(body: str, *, trimmed: bool) -> Iterator[str]:
    singular = re.split(r"{%\s*plural\s*%}", body)[0]
    words = re.sub(r"{{\s*([\w.]+)\s*}}", r"%(\1)s", singular.replace("%", "%%"))
    yield " ".join(line.strip() for line in words.splitlines() if line.strip()) if trimmed else words
