"""Players of closed streams on partners' sites: made, found by their signed key, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.db.models import F, Q
from django.db.transaction import atomic

from everfair.fairs.public import ensure_not_archived
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.errors import NotFound
from everfair.live.domain.access_file import write_access_on_commit
from everfair.live.domain.moving import lock_stream, log_of_stream
from everfair.live.domain.telling import renew_frames
from everfair.live.embed_errors import BadOriginCount, EmbedNotNeeded, EmbedOfElsewhere, EmbedOver, TooManyEmbeds
from everfair.live.enums import Audience
from everfair.live.models import Embed, Stream
from everfair.live.origins import origin_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.live.runner import Runner

MOST_EMBEDS = 20
MOST_ORIGINS = 5
_SALT = "everfair.live.embed"
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class EmbedPlan:
    """What the team decides; `origins` are the sites' addresses as they were typed."""

    label: str
    origins: tuple[str, ...]
    until: datetime

    def sites(self) -> list[str]:
        """Return the origins, each once; `BadOrigin` or `BadOriginCount` where they are not in order."""
        found = list(dict.fromkeys(origin_of(one) for one in self.origins))
        if not 0 < len(found) <= MOST_ORIGINS:
            raise BadOriginCount(limit=MOST_ORIGINS, field="origins")
        return found


def make_embed(stream: Stream, *, actor: Runner, plan: EmbedPlan) -> Embed:
    """Let a closed stream be watched on a partner's site.

    `EmbedNotNeeded` for a stream that is open to everybody, `EmbedOfElsewhere` for one of another server,
    `TooManyEmbeds` from the 21st on, `EmbedOver` for a time that is past.
    """
    require(actor.runs(stream))
    origins = plan.sites()
    if plan.until <= now():
        raise EmbedOver(field="until")
    with atomic():
        stream = lock_stream(stream.pk)
        require(actor.runs(stream))
        ensure_not_archived(stream.edition)
        _ensure_has_use(stream)
        if standing_embeds(stream).count() >= MOST_EMBEDS:
            raise TooManyEmbeds(limit=MOST_EMBEDS)
        embed = stream.embeds.create(label=plan.label, origins=origins, until=plan.until, made_by=actor.person)
        log_of_stream("stream.embed_made", stream, actor.person, label=embed.label, expires_at=plan.until.isoformat())
    return embed


def revoke_embed(stream: Stream, *, actor: Runner, embed_id: str) -> Embed:
    """Take a player back: media tokens that are out open nothing any more; a second time changes nothing."""
    require(actor.runs(stream))
    with atomic():
        stream = lock_stream(stream.pk)
        require(actor.runs(stream))
        embed = stream.embeds.filter(public_id=embed_id).first()
        if embed is None:
            raise NotFound
        if embed.revoked_at is None:
            embed.revoked_at = now()
            embed.save(update_fields=["revoked_at"])
            renew_frames(stream)
            Stream.objects.filter(pk=stream.pk).update(version=F("version") + 1)
            write_access_on_commit(stream)
            log_of_stream("stream.embed_revoked", stream, actor.person, label=embed.label)
    return embed


def embed_key(embed: Embed) -> str:
    """Return what stands in the address of the player."""
    return _signer().sign(embed.public_id)


def embed_by_key(stream_id: str, key: str) -> Embed:
    """Return the embed of a key, whether it is good by now or not; `NotFound` for a key of another stream."""
    try:
        public_id = _signer().unsign(key)
    except BadSignature as error:
        raise NotFound from error
    embed = Embed.objects.filter(public_id=public_id, stream__public_id=stream_id).first()
    if embed is None:
        raise NotFound
    return embed


def is_good(embed: Embed) -> bool:
    return embed.revoked_at is None and embed.until > now()


def note_use(embed: Embed) -> None:
    """Remember that somebody watches there, once a minute."""
    moment = now()
    quiet = Q(used_at=None) | Q(used_at__lt=moment - _NOTED_EVERY)
    Embed.objects.filter(quiet, pk=embed.pk).update(used_at=moment)


def standing_embeds(stream: Stream) -> QuerySet[Embed]:
    """Return those that were not taken back and whose time is not over."""
    return stream.embeds.filter(revoked_at=None, until__gt=now())


def _ensure_has_use(stream: Stream) -> None:
    if stream.external_url:
        raise EmbedOfElsewhere
    if stream.audience == Audience.PUBLIC:
        raise EmbedNotNeeded


def _signer() -> Signer:
    return Signer(salt=_SALT, sep=".")
