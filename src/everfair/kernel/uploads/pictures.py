"""Pictures: opened within bounds, and made into avatars."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from PIL import Image, ImageOps

from everfair.kernel.uploads.errors import PictureTooLarge, UploadDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_MEGAPIXELS = 40
AVATAR_SIDE = 256
_QUALITY = 85
_FORMATS = ("JPEG", "PNG", "WEBP")
_A_SCRAP = (64, 64)


def check_picture(file: IO[Any]) -> None:
    """Raise `PictureTooLarge` or `UploadDamaged` unless the picture opens; memory stays small for JPEG and PNG."""
    with _opened(file) as picture:
        picture.verify()
    with _opened(file) as picture:
        if picture.format == "JPEG":  # whose `verify` looks at nothing: decode it, eight times smaller
            picture.draft("RGB", _A_SCRAP)
            picture.load()


def make_avatar(file: IO[Any]) -> bytes:
    """Return a square WebP of the picture's middle, upright, without anything that the camera wrote beside it."""
    side = (AVATAR_SIDE, AVATAR_SIDE)
    with _opened(file) as picture:
        picture.draft("RGB", (2 * AVATAR_SIDE, 2 * AVATAR_SIDE))
        upright = ImageOps.exif_transpose(picture)
        has_alpha = upright.has_transparency_data
        avatar = ImageOps.fit(upright.convert("RGBA" if has_alpha else "RGB"), side)
    bare = Image.new(avatar.mode, side)
    bare.paste(avatar)
    packed = BytesIO()
    bare.save(packed, "WEBP", quality=_QUALITY)
    return packed.getvalue()


@contextmanager
def _opened(file: IO[Any]) -> Iterator[Image.Image]:
    """Open a picture whose size is known before any of its pixels is decoded."""
    file.seek(0)
    try:
        picture = Image.open(file, formats=_FORMATS)
        if picture.width * picture.height > MOST_MEGAPIXELS * 1_000_000:
            raise PictureTooLarge(most=MOST_MEGAPIXELS)
        yield picture
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureTooLarge(most=MOST_MEGAPIXELS) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise UploadDamaged from error
