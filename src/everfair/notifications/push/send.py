"""A notice to a person's devices (RFC 8030), encrypted for each of them (RFC 8291)."""

from __future__ import annotations

import json
import logging
from email.utils import parseaddr
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from pydantic import AnyHttpUrl
from webpush import WebPush, WebPushSubscription
from webpush.types import WebPushKeys

from everfair.kernel.clock import now
from everfair.kernel.outside import NotOutside, post_outside
from everfair.notifications.models import Device
from everfair.notifications.push.keys import private_key, public_key

if TYPE_CHECKING:
    from everfair.notifications.letters import Told
    from everfair.notifications.models import Notification

SECONDS_TO_LIVE = 24 * 3600
LONGEST_TITLE, LONGEST_BODY = 120, 300
_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_logger = logging.getLogger(__name__)


def push_to_person(line: Notification, told: Told) -> bool:
    """Send to every device of the reader; True if one was reached, or if there is none left.

    A device whose push service says that it is gone is forgotten.
    """
    payload = payload_of(line, told)
    extra = {"topic": line.public_id, "urgency": "high" if told.kind.urgent else "normal"}
    outcomes = [_push(device, payload, extra) for device in Device.objects.filter(person=line.person_id)]
    return not outcomes or any(outcomes) or not Device.objects.filter(person=line.person_id).exists()


def payload_of(line: Notification, told: Told) -> bytes:
    """Return what the service worker shows: no more than a title, a sentence, and where it leads."""
    said = {
        "title": told.wording.subject[:LONGEST_TITLE],
        "body": told.wording.gist[:LONGEST_BODY],
        "url": line.url,
        "tag": line.public_id,
    }
    return json.dumps(said, ensure_ascii=False).encode()


def _push(device: Device, payload: bytes, extra: dict[str, str]) -> bool:
    keys = WebPushKeys(auth=device.secret, p256dh=device.public_key)
    subscription = WebPushSubscription(endpoint=AnyHttpUrl(device.endpoint), keys=keys)
    message = _sender(settings.OPTIONS.home).get(payload, subscription)
    headers = {name: str(value) for name, value in message.headers.items()}
    try:
        status = post_outside(device.endpoint, message.encrypted, {**headers, **extra})
    except NotOutside:
        status = HTTPStatus.GONE
    except OSError as failure:
        _logger.warning("A push service could not be reached: %s", failure)
        return False
    if status in _GONE:
        device.delete()
        return False
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        _logger.warning("A push service answered %s", status)
        return False
    Device.objects.filter(pk=device.pk).update(reached_at=now())
    return True


@lru_cache(maxsize=4)
def _sender(home: Path) -> WebPush:
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return WebPush(private_key(home), public_key(home), subscriber=address, ttl=SECONDS_TO_LIVE)
