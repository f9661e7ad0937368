"""What other apps may use of the programme."""

from __future__ import annotations

from everfair.programme.beside_sessions import SessionLink, show_with_session
from everfair.programme.queries.event import session_by_id
from everfair.programme.queries.programme import SessionRow, day_counts, highlights, search_programme
from everfair.programme.queries.streamed import streamed_sessions

__all__ = [
    "SessionLink",
    "SessionRow",
    "day_counts",
    "highlights",
    "search_programme",
    "session_by_id",
    "show_with_session",
    "streamed_sessions",
]
