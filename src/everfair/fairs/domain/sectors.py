"""The sectors, kept complete."""

from __future__ import annotations

from everfair.fairs.models import Sector
from everfair.fairs.sectors import W120
from everfair.kernel.text import Text


def ensure_sectors() -> None:
    """Write the twelve sectors where they are missing; what is there stays as it is."""
    Sector.objects.bulk_create(
        [
            Sector(code=code, position=int(code), name=Text({"zh-hans": chinese, "en": english}))
            for code, chinese, english in W120
        ],
        ignore_conflicts=True,
    )
