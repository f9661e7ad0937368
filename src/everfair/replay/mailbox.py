"""The mail that a demo fair keeps instead of sending it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.policy import default
from email.utils import parsedate_to_datetime
from heapq import nlargest
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import EmailMessage

SHOWN = 40

# Django's file backend writes a line of dashes after every letter.
_BETWEEN = re.compile(rb"^-{79}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail as a reader sees it."""

    to: str
    subject: str
    body: str
    sent_at: datetime | None


def letters(folder: Path, most: int = SHOWN) -> list[Letter]:
    """Return the newest letters in a folder of Django's file backend, the newest first."""
    if not folder.is_dir():
        return []
    newest = nlargest(most, folder.glob("*.log"), key=lambda file: (file.stat().st_mtime_ns, file.name))
    return [letter for file in newest for letter in reversed(list(_read(file)))][:most]


def _read(file: Path) -> Iterator[Letter]:
    for raw in _BETWEEN.split(file.read_bytes()):
        if raw.strip():
            yield _letter(message_from_bytes(raw.lstrip(), policy=default))


def _letter(message: EmailMessage) -> Letter:
    return Letter(
        to=str(message.get("To", "")),
        subject=str(message.get("Subject", "")),
        body=_body(message),
        sent_at=_date(message),
    )


def _body(message: EmailMessage) -> str:
    try:
        part = message.get_body(("plain",))
        return str(part.get_content()).strip() if part else ""
    except (LookupError, MessageError):
        return ""


def _date(message: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(str(message.get("Date", "")))
    except ValueError:
        return None
