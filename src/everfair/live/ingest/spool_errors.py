"""What studio and HTTP push are told when something can't be taken in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import Conflict, DomainError


class SittingOver(Conflict):
    code = "sitting_over"
    sentence = _("This part of the show is over. The studio begins the next one by itself.")


class SittingRefused(DomainError):
    """The live process does not take it; `reason` is why, and beginning anew does not help."""

    code = "sitting_refused"
    sentence = "%(reason)s"
    status = 422


class SpoolFull(DomainError):
    code = "spool_full"
    sentence = _("What came is not processed at the moment. Keep it and send it again in a few seconds.")
    status = 429


class DiskFull(DomainError):
    code = "disk_full"
    sentence = _("The fair has no room on its disk. Send again in a few seconds, and tell the operators.")
    status = 507


class BadSitting(DomainError):
    code = "bad_sitting"
    sentence = _("This is not your sitting, or it is too old. Open the studio again.")
    status = 403


class BadContainer(DomainError):
    code = "bad_container"
    sentence = _("This browser records in a format that the fair cannot take in. Use a current Chrome, Edge or Safari.")
    status = 422


class BadLength(DomainError):
    code = "bad_length"
    sentence = _("Send between one byte and %(limit)s megabytes at a time, and say how many bytes there are.")
    status = 413


class BadFileName(DomainError):
    code = "bad_file_name"
    sentence = _("Push fragmented MP4: names of letters, digits, - and _, ending in .m3u8, .m4s or .mp4. No MPEG-TS.")
    status = 422


class FileMissing(Conflict):
    code = "file_missing"
    sentence = _("The playlist names %(file)s, which did not come. Push the beginning of the track first.")


class BadTrack(DomainError):
    code = "bad_track"
    sentence = _("This track is neither H.264 nor AAC in fragmented MP4. Set the codecs of the encoder accordingly.")
    status = 422


class OneOfEach(Conflict):
    code = "one_of_each"
    sentence = _("Another playlist brings this track already. Push one picture and one sound.")
