"""The refusals of the live room, one class per rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import Conflict, DomainError


class BadKey(DomainError):
    code = "bad_stream_key"
    sentence = _("This stream key is not valid, or it was revoked. Copy the current one from the stream's page.")
    status = 403


class StreamOver(Conflict):
    code = "stream_over"
    sentence = _("The team ended this stream. Open it again on its page, then start the encoder.")


class OtherPublisher(Conflict):
    code = "other_publisher"
    sentence = _("Another encoder sends to this stream already. Stop it first, or let the newest one win.")


class PlayedFromElsewhere(Conflict):
    code = "played_from_elsewhere"
    sentence = _("This stream is played from another address, so no encoder can send to it here.")


class NoSrtPort(Conflict):
    code = "no_srt_port"
    sentence = _("All SRT addresses of this fair are in use. Close one on another stream's desk, or ask the operators.")


class StreamMoveNotAllowed(Conflict):
    code = "stream_move_not_allowed"
    sentence = _("This stream is “%(state)s” by now. Nothing was changed.")


class StreamChangedMeanwhile(Conflict):
    code = "stream_changed_meanwhile"
    sentence = _("Somebody changed this stream while you were writing. Look at what it says now, then save again.")


class SessionHasStream(Conflict):
    code = "session_has_stream"
    sentence = _("This session has its stream already.")


class TooManyKeys(Conflict):
    code = "too_many_stream_keys"
    sentence = _("A stream has at most %(limit)s keys at a time. Revoke one that nobody uses.")


class BadSimulcastAddress(DomainError):
    code = "bad_simulcast_address"
    sentence = _(
        "The fair can't send there. The address must begin with rtmp:// or rtmps:// and hold the key that the platform "
        "gave you, and its name must be known to everybody."
    )
    status = 422


class TooManySimulcasts(Conflict):
    code = "too_many_simulcasts"
    sentence = _("A stream is sent on to at most %(limit)s platforms. Remove one, then add this one.")


class TitleMissing(DomainError):
    code = "stream_title_missing"
    sentence = _("Give the stream a title in Chinese, in English, or in both.")
    status = 422


class TitleTooLong(DomainError):
    code = "stream_title_too_long"
    sentence = _("At most %(longest)s characters, please.")
    status = 422


class BadAddress(DomainError):
    code = "stream_address_wrong"
    sentence = _("Write the whole address of the playlist, beginning with https:// or http://.")
    status = 422


class BadLanguage(DomainError):
    code = "stream_language_wrong"
    sentence = _("Write the language as its code, for example zh, en or pt-BR.")
    status = 422


class BadWindow(DomainError):
    code = "stream_window_wrong"
    sentence = _("Viewers can go back at most %(longest)s minutes.")
    status = 422


class NoRecording(Conflict):
    code = "no_recording"
    sentence = _("There is no recording yet: it begins to exist when the stream ends.")


class RecordingDeleted(Conflict):
    code = "recording_deleted"
    sentence = _("This recording was deleted.")


class RecordingOver(Conflict):
    code = "recording_over"
    sentence = _("The time of this recording is over. Keep it on first.")


class KeptTooShort(DomainError):
    code = "recording_kept_too_short"
    sentence = _("Choose a day from tomorrow on.")
    status = 422


class NotTheTitle(DomainError):
    code = "not_the_title"
    sentence = _("Type the title as it stands above.")
    status = 422


class ConsentMissing(Conflict):
    code = "consent_missing"
    sentence = _("Not every speaker has agreed: %(names)s. The recording stays with the team until they do.")


class BadTrim(DomainError):
    code = "recording_trim_wrong"
    sentence = _("Choose a beginning and an end that lie inside the recording, the beginning first.")
    status = 422


class ChapterThere(Conflict):
    code = "chapter_there"
    sentence = _("There is a chapter at this second already.")


class SpeakerThere(Conflict):
    code = "speaker_there"
    sentence = _("This name is on the list already.")


class NobodyToAsk(DomainError):
    code = "speaker_without_address"
    sentence = _("There is no mail address to write to. Add one, or note the answer yourself.")
    status = 422


class FileBeingMade(Conflict):
    code = "recording_file_being_made"
    sentence = _("The file is being made. It is shown here as soon as it is ready.")


class ViewerUnknown(DomainError):
    code = "viewer_unknown"
    sentence = _("Nobody has an account with this mail address. Ask for the address that they sign in with.")
    status = 422


class TooManyViewers(Conflict):
    code = "too_many_viewers"
    sentence = _("At most %(limit)s people can be invited to one stream.")
