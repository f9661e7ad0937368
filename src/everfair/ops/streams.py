"""What `everfair stream` does: the same functions that the pages call, as the administrator of the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db.transaction import atomic
from django.utils.translation import get_language

from everfair.exhibition.public import open_booth_by_id
from everfair.fairs.public import current_edition, edition_by_slug
from everfair.kernel.errors import NotFound
from everfair.kernel.languages import DEFAULT_LANGUAGE
from everfair.kernel.text import Text
from everfair.live.public import (
    Audience,
    StreamPlan,
    address_to_play,
    create_stream,
    end_stream,
    engine_configuration,
    given_with,
    make_key,
    open_srt,
    publish_addresses,
    runner_at_the_machine,
    stream_to_watch,
    streams_at_desk,
    watch_address,
)
from everfair.ops.errors import FAIR, Trouble
from everfair.programme.public import session_by_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from everfair.fairs.models import Edition
    from everfair.live.models import Stream
    from everfair.live.public import MadeKey
    from everfair.ops.stream_wish import StreamWish

Thing = TypeVar("Thing")


def make_stream(wish: StreamWish) -> dict[str, Any]:
    """Make a stream and its first key; one that is sent elsewhere gets none."""
    edition = _edition(wish.edition)
    actor = runner_at_the_machine(edition.pk)
    session = _found("session", wish.session, lambda public_id: session_by_id(edition, public_id))
    booth = _found("open booth", wish.booth, lambda public_id: open_booth_by_id(edition, public_id))
    if session and booth:
        raise Trouble("A stream belongs to a session or to a booth, not to both.", "Leave one of them out.")
    with atomic():
        stream = create_stream(edition, actor=actor, plan=_plan(wish), session=session, booth=booth)
        made = None if stream.external_url else make_key(stream, actor=actor)
        if wish.srt:
            open_srt(stream, actor=actor)
    return _facts(stream, made)


def stream_rows(edition_slug: str) -> list[dict[str, Any]]:
    """Return all streams of an edition, for a table or as JSON."""
    streams = streams_at_desk(_edition(edition_slug), state="", words="")
    return [
        {
            "stream": stream.public_id,
            "title": str(stream.title),
            "state": stream.state,
            "audience": stream.audience,
            "starts_at": stream.starts_at.isoformat() if stream.starts_at else None,
            "signal": getattr(stream, "has_signal", False),
            "watch": settings.OPTIONS.address + watch_address(stream),
        }
        for stream in streams
    ]


def give_key(stream_id: str) -> dict[str, Any]:
    """Make one more key; the others stay good."""
    stream = _stream(stream_id)
    return _facts(stream, make_key(stream, actor=runner_at_the_machine(stream.edition_id)))


def close_stream(stream_id: str) -> dict[str, Any]:
    stream = _stream(stream_id)
    return _facts(end_stream(stream, actor=runner_at_the_machine(stream.edition_id)), None)


def configuration() -> str:
    """Return the media server's configuration; `Trouble` where Everfair itself takes encoders in."""
    text = engine_configuration(settings.OPTIONS)
    if not text:
        raise Trouble(
            "Everfair takes encoders in by itself, so there is nothing to configure.",
            "Set EVERFAIR_LIVE_ENGINE to nginx_rtmp or mediamtx first.",
        )
    return text


def _facts(stream: Stream, made: MadeKey | None) -> dict[str, Any]:
    """`key` is for encoders; where a media server stands before the fair, HTTP push wants another form, `bearer`."""
    addresses, given = publish_addresses(stream), given_with(made) if made else None
    possible = (addresses.rtmp, addresses.push, addresses.srt, *((given.srt, given.whip) if given else ()))
    publish = [] if stream.external_url else [address for address in possible if address]
    return {
        "stream": stream.public_id,
        "title": str(stream.title),
        "state": stream.state,
        "publish": publish,
        "key": given.stream_key if given else "",
        **({"bearer": made.secret} if made and given and given.stream_key != made.secret else {}),
        "watch": settings.OPTIONS.address + watch_address(stream),
        "playlist": address_to_play(stream),
    }


def _plan(wish: StreamWish) -> StreamPlan:
    """A title without a language is in that of the terminal."""
    here = get_language() or DEFAULT_LANGUAGE
    title = Text({here: wish.title, **Text({"en": wish.title_en, "zh-hans": wish.title_zh})})
    return StreamPlan(title, audience=Audience(wish.audience), language=wish.language, external_url=wish.external)


def _edition(slug: str) -> Edition:
    edition = _found("edition", slug, edition_by_slug) or current_edition()
    if edition is None:
        raise Trouble("There is no fair to stream from yet.", f"Load one: {FAIR} replay --scale demo")
    return edition


def _stream(public_id: str) -> Stream:
    stream = _found("stream", public_id, stream_to_watch)
    if stream is None:
        raise Trouble("Which stream?", f"{FAIR} stream list shows the id of each.")
    return stream


def _found(what: str, public_id: str, find: Callable[[str], Thing]) -> Thing | None:
    """Return None where nothing was asked for."""
    if not public_id:
        return None
    try:
        return find(public_id)
    except NotFound:
        raise Trouble(f"There is no {what} {public_id}.", "Copy the id from its page or from the API.") from None
