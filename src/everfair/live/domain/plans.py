"""What a team decides about a stream, checked before anything is saved."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from everfair.live.enums import Audience, Latency
from everfair.live.errors import BadAddress, BadLanguage, BadWindow, TitleMissing, TitleTooLong

if TYPE_CHECKING:
    from datetime import datetime

    from everfair.kernel.text import Text

LONGEST_TITLE = 200
LONGEST_ADDRESS = 500
LONGEST_WINDOW = 24 * 60
LONGEST_LANGUAGE = 16
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_is_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class StreamPlan:
    """`title` is needed in one language; `external_url` is the HLS playlist of a stream that is sent elsewhere."""

    title: Text
    audience: Audience = Audience.PUBLIC
    latency: Latency = Latency.LOW
    language: str = "zh"
    starts_at: datetime | None = None
    newest_wins: bool = True
    goes_on_air_by_itself: bool = True
    has_ladder: bool = False
    dvr_minutes: int = 120
    external_url: str = ""

    def decided(self) -> dict[str, Any]:
        """Return the fields of the row."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def check(self) -> None:
        """Raise the error of the first rule that is broken."""
        if not self.title:
            raise TitleMissing(field="title_zh")
        if any(len(words) > LONGEST_TITLE for words in self.title.values()):
            raise TitleTooLong(field="title_zh", longest=LONGEST_TITLE)
        if not is_language(self.language):
            raise BadLanguage(field="language")
        if not 0 <= self.dvr_minutes <= LONGEST_WINDOW:
            raise BadWindow(field="dvr_minutes", longest=LONGEST_WINDOW)
        if self.external_url and not _plays(self.external_url):
            raise BadAddress(field="external_url")


def _plays(address: str) -> bool:
    try:
        _is_address(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST_ADDRESS and "@" not in address.partition("://")[2].partition("/")[0]


def is_language(tag: str) -> bool:
    """Whether a tag may name a language: zh, en, pt-BR."""
    return len(tag) <= LONGEST_LANGUAGE and _LANGUAGE.fullmatch(tag) is not None
