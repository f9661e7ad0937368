"""The refusals around captions, one class per rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import Conflict, DomainError


class CaptionEmpty(DomainError):
    code = "caption_empty"
    sentence = _("Write what was said first.")
    status = 422


class CaptionTooLong(DomainError):
    code = "caption_too_long"
    sentence = _("A caption has at most %(longest)s characters; this has %(length)s. Send it in two.")
    status = 422


class CaptionDamaged(DomainError):
    code = "caption_damaged"
    sentence = _("Some characters arrived damaged. Please type this text again.")
    status = 422


class NothingToCaption(Conflict):
    code = "nothing_to_caption"
    sentence = _("Captions are typed while the stream is on air or in rehearsal. After its end, upload a file.")


class NoRecordingToCaption(Conflict):
    code = "no_recording_to_caption"
    sentence = _("A file can be uploaded once there is a recording: its times count from the recording's beginning.")


class CaptionsOutside(DomainError):
    code = "captions_outside_recording"
    sentence = _("None of these times lies within the recording. Does the file belong to another one?")
    status = 422


class BadCaptionFile(DomainError):
    code = "caption_file_wrong"
    sentence = _("This is no file of captions. Send WebVTT (.vtt) or SubRip (.srt).")
    status = 422


class CaptionFileTooLarge(BadCaptionFile):
    code = "caption_file_too_large"
    sentence = _("A file of captions has at most %(most)s MB.")


class TooManyCaptions(BadCaptionFile):
    code = "too_many_captions"
    sentence = _("A file has at most %(most)s captions.")


class CaptionTimeWrong(BadCaptionFile):
    code = "caption_time_wrong"
    sentence = _("Line %(line)s holds no readable time. It is written like this: 00:01:02.000 --> 00:01:05.500")


class CaptionEndsTooEarly(BadCaptionFile):
    code = "caption_ends_too_early"
    sentence = _("Line %(line)s: the caption ends before it begins.")


class CaptionTextTooLong(BadCaptionFile):
    code = "caption_text_too_long"
    sentence = _("Line %(line)s: the caption has more than %(longest)s characters.")
