"""What the live room keeps for a while only."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from everfair.kernel.retention import Rule, delete_rows, retain
from everfair.live.domain.deleting import delete_expired
from everfair.live.enums import QuestionState, RecordingState
from everfair.live.models import ChatBan, ChatLine, ChatPace, Embed, Interpreter, Question, StreamKey


def drop_keys(before: datetime) -> int:
    """Delete keys that were revoked long ago; what came in with them stays."""
    return delete_rows(StreamKey.objects.filter(revoked_at__lt=before))


def drop_embeds(before: datetime) -> int:
    """Delete players on other sites that were taken back, or whose time ended, long ago."""
    return delete_rows(Embed.objects.filter(Q(revoked_at__lt=before) | Q(until__lt=before)))


def drop_hidden_questions(before: datetime) -> int:
    """Delete questions that were hidden, and with them who asked."""
    return delete_rows(Question.objects.filter(state=QuestionState.HIDDEN, asked_at__lt=before))


def drop_chat(before: datetime) -> int:
    """Delete the chat of streams that ended; beside a recording that is published it stays. Bans that ended go, too."""
    replayed = Q(stream__recording__state=RecordingState.PUBLISHED)
    lines = ChatLine.objects.filter(stream__ended_at__lt=before).exclude(replayed)
    ended = ChatBan.objects.filter(Q(lifted_at__lt=before) | Q(until__lt=before))
    paces = ChatPace.objects.filter(said_at__lt=before)
    return sum(map(delete_rows, (lines, ended, paces)))


def drop_interpreters(before: datetime) -> int:
    """Delete the names of interpreters who left without saying so."""
    return delete_rows(Interpreter.objects.filter(seen_at__lt=before))


retain(Rule("chats", _("Chats of streams"), "keep_chat_days", drop_chat))
retain(Rule("interpreters", _("Names of interpreters"), "keep_interpreters_days", drop_interpreters))
retain(Rule("embeds", _("Players on other sites"), "keep_stream_keys_days", drop_embeds))
retain(Rule("stream_keys", _("Revoked stream keys"), "keep_stream_keys_days", drop_keys))
retain(Rule("recordings", _("Recordings whose time is over"), "keep_expired_recordings_days", delete_expired))
retain(Rule("hidden_questions", _("Hidden questions"), "keep_hidden_questions_days", drop_hidden_questions))
