"""Machine translation of chat lines, by the service that the administrator has named.

The service is one address that takes `POST` with JSON and answers with JSON:

    {"text": "您好", "source": "zh", "target": "en"}    ->    {"text": "Hello"}

`source` and `target` are BCP 47 tags; `source` is "" where the fair does not know it. Any answer but 200 with a
`text` counts as a failure, and so does one that takes longer than a few seconds. With `EVERFAIR_TRANSLATE_TOKEN` the
request carries `Authorization: Bearer <token>`.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from http.client import HTTPException
from typing import Protocol
from urllib.request import Request, urlopen

from django.conf import settings

from everfair.live.chat_errors import NotTranslated
from everfair.live.models import ChatLine, ChatTranslation
from everfair.live.models.chat import LONGEST_LINE
from everfair.live.queries.chat import kept_translation

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 5
LARGEST_ANSWER = 64 * 1024


class Translator(Protocol):
    """Turns words into another language; raises `NotTranslated`."""

    def translate(self, text: str, *, source: str, target: str) -> str: ...


@dataclass(frozen=True, slots=True)
class HttpTranslator:
    """The service described at the top of this file."""

    url: str
    token: str | None

    def translate(self, text: str, *, source: str, target: str) -> str:
        body = json.dumps({"text": text, "source": source, "target": target}).encode()
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers = {"Content-Type": "application/json", "Accept": "application/json", **bearer}
        try:
            request = Request(self.url, body, headers)  # noqa: S310 -- the administrator's own setting
            with urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 -- the same
                found = json.loads(answer.read(LARGEST_ANSWER))
        except (OSError, HTTPException, ValueError) as trouble:
            logger.warning("The translation service failed: %s", trouble)
            raise NotTranslated from trouble
        words = found.get("text") if isinstance(found, dict) else None
        if not isinstance(words, str) or not words.strip():
            logger.warning("The translation service answered without a text.")
            raise NotTranslated
        return words.strip()


def translator() -> Translator | None:
    """Return the service of the settings, None without one."""
    options = settings.OPTIONS
    return HttpTranslator(options.translate_url, options.translate_token) if options.translate_url else None


def translate_line(line: ChatLine, language: str, *, service: Translator) -> str:
    """Return a line in a language; the service is asked once for each, and no transaction waits for it."""
    kept = kept_translation(line, language)
    if kept is not None:
        return kept
    words = service.translate(line.body, source=line.language, target=language)[: 4 * LONGEST_LINE]
    ChatTranslation.objects.bulk_create(
        [ChatTranslation(line=line, language=language, body=words)], ignore_conflicts=True
    )
    return words
