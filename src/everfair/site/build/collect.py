"""Static files of all apps, under hashed names, in one folder that also goes into the wheel."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from everfair.site.build.places import COLLECTED, PACKAGE, SITE

MANIFEST = COLLECTED / "staticfiles.json"


def inputs() -> Iterable[Path]:
    for path in PACKAGE.glob("*/static/**/*"):
        if path.is_file():
            yield path
    yield from (SITE / "storage.py", MANIFEST)


def run() -> None:
    """Collect from scratch, so that nothing of an older build stays behind."""
    import django  # noqa: PLC0415 -- a build with nothing to do must not load Django
    from django.core.management import call_command  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "everfair.config.settings")
    # Building signs nothing, and must not leave a key behind.
    os.environ.setdefault("EVERFAIR_SECRET_KEY", "for the asset build only")
    logging.disable(logging.INFO)
    if COLLECTED.exists():
        shutil.rmtree(COLLECTED)
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
