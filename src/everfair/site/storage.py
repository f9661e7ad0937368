"""Static files under names that carry their hash, so that browsers may keep them for ever."""

from __future__ import annotations

import re

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import File

HASHED = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")


class HashedStorage(ManifestStaticFilesStorage):
    """Django's manifest storage that leaves alone what the build has already named by hash (fonts)."""

    def hashed_name(self, name: str, content: File[bytes] | None = None, filename: str | None = None) -> str:
        if HASHED.search(name):
            return name
        return super().hashed_name(name, content, filename)
