"""The picture of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.kernel.uploads.keeping import examine, keep_file
from everfair.kernel.uploads.pictures import make_avatar
from everfair.kernel.uploads.sorts import IMAGES, Sort

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from everfair.accounts.models import Person
    from everfair.kernel.models import Upload

AVATAR_MB = 5


def take_avatar(file: UploadedFile[bytes], *, actor: Person) -> Upload:
    """Keep a small square of a picture, drawn anew; raises what `take_upload` raises."""
    examine(file, sorts=IMAGES, most_mb=AVATAR_MB)
    return keep_file(make_avatar(file), name="avatar.webp", media_type=Sort.WEBP.media_type, actor=actor)
