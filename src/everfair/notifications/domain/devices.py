"""Devices that show notices: added, removed."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth import get_user_model
from django.db.transaction import atomic

from everfair.kernel.events import log_event
from everfair.kernel.outside import NotOutside, place_of, target_of
from everfair.notifications.errors import NotAPushAddress, TooManyDevices
from everfair.notifications.models import Device

if TYPE_CHECKING:
    from everfair.accounts.models import Person

MOST_DEVICES = 10
_SECRET_BYTES = 16


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a browser says of its push service; keys in base64url."""

    endpoint: str
    public_key: str
    secret: str


def add_device(person: Person, subscription: Subscription, *, name: str) -> Device:
    """Let a browser show the person's notices; the same browser again changes its keys, and its owner.

    Raises `NotAPushAddress` for an address that is not https on the public network, or keys that are none.
    """
    _check(subscription)
    with atomic():
        get_user_model().objects.select_for_update(no_key=True).get(pk=person.pk)
        others = Device.objects.filter(person=person).exclude(endpoint=subscription.endpoint)
        if others.count() >= MOST_DEVICES:
            raise TooManyDevices(limit=MOST_DEVICES)
        device, is_new = Device.objects.update_or_create(
            endpoint=subscription.endpoint,
            defaults={
                "person": person,
                "name": name,
                "public_key": subscription.public_key,
                "secret": subscription.secret,
            },
        )
        if is_new:
            log_event("device.added", actor=person, subject=device, device=name)
    return device


def remove_device(device: Device) -> None:
    with atomic():
        log_event("device.removed", actor=device.person, subject=device, device=device.name)
        device.delete()


def _check(subscription: Subscription) -> None:
    try:
        place_of(target_of(subscription.endpoint))
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _decoded(subscription.public_key))
        fits = len(_decoded(subscription.secret)) == _SECRET_BYTES
    except (NotOutside, OSError, ValueError, binascii.Error) as error:
        raise NotAPushAddress from error
    if not fits:
        raise NotAPushAddress


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
