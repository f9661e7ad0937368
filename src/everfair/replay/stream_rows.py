"""The streams of the fair: one for each streamed session, over long ago, and the demo's shows, which never end."""

from __future__ import annotations

from datetime import datetime

from everfair.exhibition.models import Booth
from everfair.kernel.text import Text
from everfair.live.enums import EndedBy, StreamState
from everfair.live.models import Stream
from everfair.programme.models import Session
from everfair.replay.draw import public_ids
from everfair.replay.exhibition import Exhibitor
from everfair.replay.on_air.shows import demo_shows

SHOW_DVR_MINUTES = 15  # a demo fair stays open for months: its shows are not kept
STEP = 500


def write_streams(edition: int, exhibitors: list[Exhibitor], loaded_at: datetime) -> None:
    """Write the streams of the sessions and of the shows."""
    sessions = Session.objects.filter(edition_id=edition, is_live_streamed=True).select_related("event").order_by("id")
    ids = public_ids("streams", len(sessions))
    streams = [_of_session(session, public_id) for session, public_id in zip(sessions, ids, strict=True)]
    Stream.objects.bulk_create([*streams, *_shows(edition, exhibitors, loaded_at)], batch_size=STEP)


def _of_session(session: Session, public_id: str) -> Stream:
    return Stream(
        public_id=public_id,
        edition_id=session.edition_id,
        session=session,
        organisation_id=session.event.host_id,
        title=session.title,
        state=StreamState.ENDED,
        starts_at=session.starts_at,
        on_air_at=session.starts_at,
        ended_at=session.ends_at,
        ended_by=EndedBy.TEAM,
    )


def _shows(edition: int, exhibitors: list[Exhibitor], loaded_at: datetime) -> list[Stream]:
    """Return the shows at the booths of the cast; their signal puts them on air."""
    by_key = {one.organisation.key: one for one in exhibitors if one.organisation.key}
    return [
        Stream(
            public_id=show.stream,
            edition_id=edition,
            booth=Booth.objects.filter(exhibitor_id=by_key[show.organisation].row).order_by("id").first(),
            organisation_id=by_key[show.organisation].organisation.row,
            title=Text(show.title.plain()),
            language=show.language,
            starts_at=loaded_at,
            dvr_minutes=SHOW_DVR_MINUTES,
        )
        for show in demo_shows()
    ]
