"""What other apps may use of the programme."""

from __future__ import annotations

from everfair.programme.queries.programme import SessionRow, day_counts, highlights, search_programme

__all__ = ["SessionRow", "day_counts", "highlights", "search_programme"]
