"""What the command line and tests may use of the replay."""

from __future__ import annotations

from django.conf import settings

from everfair.fairs.models import Edition
from everfair.kernel.progress import Progress
from everfair.replay.facts import EDITION, Scale
from everfair.replay.people import DemoAccount, demo_accounts

__all__ = ["DemoAccount", "air_shows", "demo_accounts", "load_replay", "loaded_scale"]


def load_replay(scale: Scale, progress: Progress) -> None:
    """Load the 2020 fair at a hundredth ("demo") or in full, replacing a synthetic one in one transaction.

    `RealEdition` if its address belongs to a real fair, `StillUsed` if another edition stands on its organisations;
    both change nothing.
    """
    from everfair.replay.load import load  # noqa: PLC0415 -- brings NumPy, which no page needs

    load(scale, progress)


def loaded_scale() -> str:
    """Return "demo" or "full" for the synthetic fair that is loaded, or "" if there is none."""
    return Edition.objects.filter(slug=EDITION, is_synthetic=True).values_list("scale", flat=True).first() or ""


async def air_shows() -> None:
    """Send the demo fair's shows to the ingest of this machine until cancelled; it sends nothing to a real fair.

    The first take draws the pictures of the shows into the home folder.
    """
    from everfair.live.public import ffmpeg_program  # noqa: PLC0415 -- only the live process sends
    from everfair.replay.on_air.publisher import Airing, ingest_address  # noqa: PLC0415 -- the same

    await Airing(ingest_address, ffmpeg=ffmpeg_program(), home=settings.OPTIONS.home).run()
