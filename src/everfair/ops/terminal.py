"""How we speak on the terminal."""

from __future__ import annotations

import errno
import logging
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import django
from django.utils import translation
from rich.console import Console

from everfair.kernel.errors import DomainError
from everfair.ops.errors import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH_OF_A_FILE = 160


def make_console(*, stderr: bool) -> Console:
    """As wide as the terminal; a file is wide enough for every table."""
    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=WIDTH_OF_A_FILE)


out = make_console(stderr=False)
err = make_console(stderr=True)


def complain(trouble: Trouble) -> None:
    """The sentence in red, the way out below it."""
    err.print(trouble.sentence, style="bold red", markup=False, soft_wrap=True)
    err.print(trouble.way_out, markup=False, soft_wrap=True)


def set_up_django() -> None:
    """Set up Django without the chatter that belongs in a log, not on a terminal."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "everfair.config.settings")
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    django.setup()
    translation.activate(language_of_terminal())


def language_of_terminal() -> str:
    """Chinese for a Chinese locale, English for all others."""
    given = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh-hans" if given.startswith("zh") else "en"


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn `Trouble`, a rule that said no, and a disk that ran full into sentences and exit code 1."""
    try:
        yield
    except Trouble as trouble:
        complain(trouble)
        raise SystemExit(1) from None
    except DomainError as refusal:
        complain(Trouble(str(refusal), "Nothing was changed."))
        raise SystemExit(1) from None
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        complain(Trouble("The disk is full.", "Free some space, or choose a folder on another disk with --home DIR."))
        raise SystemExit(1) from None
