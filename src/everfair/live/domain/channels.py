"""The languages that a stream is interpreted into: opened and closed by its team, each with a link for its booth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.db.transaction import atomic

from everfair.fairs.public import ensure_not_archived
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.errors import NotFound
from everfair.kernel.realtime import publish
from everfair.live.domain.commands import tell_live
from everfair.live.domain.moving import lock_stream, log_of_stream
from everfair.live.domain.plans import is_language
from everfair.live.errors import BadLanguage, PlayedFromElsewhere
from everfair.live.interpretation.sittings import end_sittings_on_commit
from everfair.live.interpretation_errors import ChannelThere, TooManyChannels
from everfair.live.models import Channel, Interpreter, Stream

if TYPE_CHECKING:
    from everfair.live.runner import Runner

MOST_CHANNELS = 8
_SIGNER = "everfair.live.booth"


def open_channel(stream: Stream, *, actor: Runner, language: str) -> Channel:
    """Interpret a stream into a language; every take from now on has its sound.

    Raises `BadLanguage`, `ChannelThere`, `TooManyChannels`, `PlayedFromElsewhere` or `EditionArchived`.
    """
    require(actor.runs(stream))
    if not is_language(language):
        raise BadLanguage(field="language")
    with atomic():
        stream = lock_stream(stream.pk)
        require(actor.runs(stream))
        ensure_not_archived(stream.edition)
        if stream.external_url:
            raise PlayedFromElsewhere
        known = set(stream.channels.values_list("language", flat=True))
        if language in known:
            raise ChannelThere(field="language")
        if len(known) >= MOST_CHANNELS:
            raise TooManyChannels(limit=MOST_CHANNELS)
        channel = Channel.objects.create(stream=stream, language=language, opened_at=now())
        _note("interpretation.opened", channel, actor)
        tell_live("look", stream.public_id)
    return channel


def close_channel(channel: Channel, *, actor: Runner) -> None:
    """Interpret into this language no more: its booth is empty, and players offer it no longer."""
    require(actor.runs(channel.stream))
    with atomic():
        channel.stream = stream = lock_stream(channel.stream_id)
        require(actor.runs(stream))
        if not Channel.objects.filter(pk=channel.pk).exists():
            return
        end_sittings_on_commit(stream, language=channel.language)
        _note("interpretation.closed", channel, actor)
        Channel.objects.filter(pk=channel.pk).delete()
        tell_live("look", stream.public_id)


def renew_link(channel: Channel, *, actor: Runner) -> Channel:
    """Make another link; the old one opens nothing any more, and who came by it is out of the booth."""
    require(actor.runs(channel.stream))
    with atomic():
        stream = lock_stream(channel.stream_id)
        require(actor.runs(stream))
        held = Channel.objects.select_for_update().filter(pk=channel.pk).first()
        if held is None:
            raise NotFound
        held.stream = stream
        held.key_version += 1
        held.save(update_fields=["key_version"])
        Interpreter.objects.filter(channel=held).delete()
        end_sittings_on_commit(stream, language=held.language)
        _note("interpretation.link_made", held, actor)
    return held


def key_of(channel: Channel) -> str:
    """Return what stands in the link of the booth."""
    return _signer().sign(f"{channel.public_id}-{channel.key_version}")


def channel_by_key(key: str) -> Channel:
    """Return the channel of a link; `NotFound` for a forged one and for one that was replaced."""
    try:
        public_id, _, version = _signer().unsign(key).partition("-")
        rows = Channel.objects.select_related("stream__edition")
        return rows.get(public_id=public_id, key_version=int(version))
    except (BadSignature, ValueError, Channel.DoesNotExist) as error:
        raise NotFound from error


def booths_channel(stream: Stream) -> str:
    """Return where all booths of a stream listen for what happens in them (`kernel.realtime`)."""
    return f"booths-{stream.public_id}"


def tell_booths(stream: Stream) -> None:
    """Tell the booths and the team's pages that something changed; they ask what."""
    publish(booths_channel(stream), "booth", {})
    publish(stream.team_channel, "booth", {})


def _note(name: str, channel: Channel, actor: Runner) -> None:
    log_of_stream(name, channel.stream, actor.person, language=channel.language)
    tell_booths(channel.stream)


def _signer() -> Signer:
    return Signer(salt=_SIGNER, sep=".")
