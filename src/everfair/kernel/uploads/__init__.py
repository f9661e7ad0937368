"""Files that people send: known by their bytes, kept under a name that nobody chose, given back as downloads."""

from everfair.kernel.clamav import ScannerAway
from everfair.kernel.uploads.answers import answer_upload
from everfair.kernel.uploads.avatars import AVATAR_MB, take_avatar
from everfair.kernel.uploads.errors import (
    MacrosNotWanted,
    PictureTooLarge,
    UploadBomb,
    UploadDamaged,
    UploadInfected,
    UploadNotWanted,
    UploadTooLarge,
)
from everfair.kernel.uploads.fields import UploadField
from everfair.kernel.uploads.keeping import forget_upload, keep_file, open_upload, sweep_uploads, take_upload
from everfair.kernel.uploads.sorts import IMAGES, PAPERS, TABLES, Sort

__all__ = [
    "AVATAR_MB",
    "IMAGES",
    "PAPERS",
    "TABLES",
    "MacrosNotWanted",
    "PictureTooLarge",
    "ScannerAway",
    "Sort",
    "UploadBomb",
    "UploadDamaged",
    "UploadField",
    "UploadInfected",
    "UploadNotWanted",
    "UploadTooLarge",
    "answer_upload",
    "forget_upload",
    "keep_file",
    "open_upload",
    "sweep_uploads",
    "take_avatar",
    "take_upload",
]
