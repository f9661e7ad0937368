"""Text messages: kept in a folder, or handed to the gateway that the administrator has named."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Protocol
from urllib.request import Request, urlopen

from django.conf import settings

from everfair.accounts.errors import SmsNotSent
from everfair.kernel.clock import now
from everfair.kernel.ids import new_public_id

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 5


@dataclass(frozen=True, slots=True)
class TextMessage:
    """`to` is in E.164. Gateways that only send approved templates take `code` and `language` instead of `text`."""

    to: str
    text: str
    code: str
    language: str


class SmsSender(Protocol):
    """Brings text messages to phones; raises `SmsNotSent`."""

    def send(self, message: TextMessage) -> None: ...


@dataclass(frozen=True, slots=True)
class FolderSender:
    """Writes each message into a file, and that it did so into the log: for a fair that has no gateway."""

    folder: Path

    def send(self, message: TextMessage) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self.folder / f"{now():%Y%m%d-%H%M%S}-{new_public_id()}.json"
        file.write_text(json.dumps(asdict(message), ensure_ascii=False))
        logger.info("A text message to %s… is kept in %s", message.to[:5], file)


@dataclass(frozen=True, slots=True)
class HttpSender:
    """Posts each message as JSON; any answer of the 200s means that it is on its way."""

    url: str
    token: str | None

    def send(self, message: TextMessage) -> None:
        body = json.dumps(asdict(message)).encode()
        try:
            request = Request(self.url, body, dict(self._headers()))  # noqa: S310 -- the administrator's own setting
            urlopen(request, timeout=PATIENCE_SECONDS).close()  # noqa: S310 -- the same
        except (OSError, HTTPException, ValueError) as trouble:
            logger.warning("The SMS gateway failed: %s", trouble)
            raise SmsNotSent from trouble

    def _headers(self) -> Mapping[str, str]:
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {"Content-Type": "application/json", "Accept": "application/json", **bearer}


def sms_sender() -> SmsSender:
    """Return the gateway of the settings, else the folder beside the mail."""
    options = settings.OPTIONS
    return HttpSender(options.sms_url, options.sms_token) if options.sms_url else FolderSender(options.home / "sms")
