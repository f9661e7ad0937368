"""Why a file was not taken: one refusal per rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import DomainError


class UploadTooLarge(DomainError):
    """Words: `most`, in megabytes."""

    code = "upload_too_large"
    sentence = _("This file is larger than %(most)s MB, which is the most that is taken here. Send a smaller one.")
    status = 413


class PictureTooLarge(UploadTooLarge):
    """Words: `most`, in megapixels."""

    code = "picture_too_large"
    sentence = _("This picture has more than %(most)s million pixels. Make it smaller and send it again.")


class UploadNotWanted(DomainError):
    """Words: `wanted`, the sorts that are taken."""

    code = "upload_not_wanted"
    sentence = _("A file of this sort is not taken here. Send one of these: %(wanted)s.")
    status = 415


class MacrosNotWanted(DomainError):
    code = "macros_not_wanted"
    sentence = _("This workbook holds macros. Save it as .xlsx without macros, then send that.")
    status = 415


class UploadDamaged(DomainError):
    code = "upload_damaged"
    sentence = _("This file cannot be opened: it is damaged or incomplete. Save it anew, then send it again.")
    status = 422


class UploadBomb(UploadDamaged):
    """Words: `most`, in megabytes."""

    code = "upload_bomb"
    sentence = _("This file unpacks to more than %(most)s MB, so it was not opened. Send one with the data only.")


class UploadInfected(DomainError):
    code = "upload_infected"
    sentence = _("The virus scanner found something in this file, so it was not kept. Send a clean one.")
    status = 422
