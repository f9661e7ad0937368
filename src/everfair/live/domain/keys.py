"""Stream keys: made, rotated, revoked. Only their digest is kept, so a key is shown once."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.fairs.public import ensure_not_archived
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.ids import ALPHABET
from everfair.live.domain.commands import tell_live
from everfair.live.domain.moving import lock_stream, log_of_stream
from everfair.live.errors import BadKey, TooManyKeys
from everfair.live.models import StreamKey, Take

if TYPE_CHECKING:
    from everfair.live.models import Stream
    from everfair.live.runner import Runner

MOST_KEYS = 5
_LENGTH = 24
_HINT = 4


@dataclass(frozen=True, slots=True)
class MadeKey:
    """`secret` is what the encoder is given; nobody can read it again."""

    key: StreamKey
    secret: str


def make_key(stream: Stream, *, actor: Runner) -> MadeKey:
    """Make one more key; `TooManyKeys` when the stream has five that are good."""
    require(actor.runs(stream))
    with atomic():
        stream = lock_stream(stream.pk)
        require(actor.runs(stream))
        ensure_not_archived(stream.edition)
        if StreamKey.objects.filter(stream=stream, revoked_at__isnull=True).count() >= MOST_KEYS:
            raise TooManyKeys(limit=MOST_KEYS)
        return _make(stream, actor)


def rotate_key(key: StreamKey, *, actor: Runner) -> MadeKey:
    """Put a new key in the place of an old one; whoever sends with the old one is sent away."""
    require(actor.runs(key.stream))
    with atomic():
        stream = lock_stream(key.stream_id)
        require(actor.runs(stream))
        ensure_not_archived(stream.edition)
        _revoke(key, stream, actor)
        return _make(stream, actor)


def revoke_key(key: StreamKey, *, actor: Runner) -> StreamKey:
    """Make a key useless, and send away whoever sends with it; revoking it twice changes nothing."""
    require(actor.runs(key.stream))
    with atomic():
        stream = lock_stream(key.stream_id)
        require(actor.runs(stream))
        return _revoke(key, stream, actor)


def good_key(secret: str) -> StreamKey:
    """Return the key with its stream, or raise `BadKey`; finding a digest takes the same time for every wrong key."""
    found = StreamKey.objects.filter(digest=digest_of(secret), revoked_at__isnull=True)
    key = found.select_related("stream__edition").first()
    if key is None:
        raise BadKey
    return key


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.strip().encode(errors="replace")).hexdigest()


def _make(stream: Stream, actor: Runner) -> MadeKey:
    secret = "ef-" + "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
    key = StreamKey.objects.create(
        stream=stream, digest=digest_of(secret), hint=secret[-_HINT:], made_by=actor.person, made_at=now()
    )
    log_of_stream("stream.key_made", stream, actor.person, hint=key.hint)
    return MadeKey(key, secret)


def _revoke(key: StreamKey, stream: Stream, actor: Runner) -> StreamKey:
    """Of two at once the later finds the key revoked: the caller has locked the stream."""
    key.refresh_from_db()
    if key.revoked_at is None:
        key.revoked_at = now()
        key.save(update_fields=["revoked_at"])
        log_of_stream("stream.key_revoked", stream, actor.person, hint=key.hint)
        if Take.objects.filter(key=key, ended_at__isnull=True).exists():
            tell_live("kick", stream.public_id)
    return key
