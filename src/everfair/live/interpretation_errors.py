"""What the team and interpreters are told when something can't be done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import Conflict, DomainError


class ChannelThere(Conflict):
    code = "channel_there"
    sentence = _("This stream is interpreted into this language already.")


class TooManyChannels(Conflict):
    code = "too_many_channels"
    sentence = _("A stream has at most %(limit)s languages of interpretation.")


class BoothNameMissing(DomainError):
    code = "booth_name_missing"
    sentence = _("Write your name, so that your colleagues in the booth know who you are.")
    status = 422


class BoothNameTooLong(DomainError):
    code = "booth_name_too_long"
    sentence = _("At most %(longest)s characters, please.")
    status = 422


class BoothFull(Conflict):
    code = "booth_full"
    sentence = _("There are %(limit)s people in this booth already. Somebody must leave before you can come in.")


class NotInBooth(DomainError):
    code = "not_in_booth"
    sentence = _("You are not in this booth any more. Open the link that the team gave you last.")
    status = 403


class MicrophoneTaken(Conflict):
    code = "microphone_taken"
    sentence = _("%(name)s has the microphone. Wait until it is offered to you.")


class NotOnMicrophone(Conflict):
    code = "not_on_microphone"
    sentence = _("You do not have the microphone.")


class ColleagueGone(Conflict):
    code = "colleague_gone"
    sentence = _("This colleague has left the booth.")


class NothingToInterpret(Conflict):
    code = "nothing_to_interpret"
    sentence = _("The stream has ended, so there is nothing to interpret.")
