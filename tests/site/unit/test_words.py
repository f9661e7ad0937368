"""Translations are compiled, broken ones are named; the shell's own are complete."""

from __future__ import annotations

from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from everfair.site.build.places import PACKAGE, BuildError
from everfair.site.build.words import compile_words

pytestmark = pytest.mark.unit

HEADER = 'msgid ""\nmsgstr ""\n"Language: zh_Hans\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def a_catalogue(folder: Path, entries: str) -> Path:
    source = folder / "zh_Hans" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(HEADER + entries)
    return source


def test_compile_words_writes_what_gettext_reads(tmp_path: Path) -> None:
    source = a_catalogue(tmp_path, 'msgid "Home"\nmsgstr "首页"\n')

    compile_words(source)

    with source.with_suffix(".mo").open("rb") as file:
        assert GNUTranslations(file).gettext("Home") == "首页"


def test_compile_words_names_the_file_of_a_broken_entry(tmp_path: Path) -> None:
    source = a_catalogue(tmp_path, 'msgid "Home"\nnonsense\n')

    with pytest.raises(BuildError, match=r"django\.po"):
        compile_words(source)


def test_shell_is_translated_in_every_entry() -> None:
    with (PACKAGE / "site/locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file, locale="zh_Hans")

    untranslated = [message.id for message in catalogue if message.id and not all(message.string)]
    assert untranslated == []
