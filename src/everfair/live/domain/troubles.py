"""What went wrong with what encoders send: one sentence, kept for the team's page until a signal comes in well."""

from __future__ import annotations

from django.db.transaction import atomic

from everfair.kernel.clock import now
from everfair.kernel.realtime import publish
from everfair.live.models import Stream


def note_trouble(stream_public_id: str, sentence: str) -> None:
    """Keep a sentence (an English msgid, shown in the reader's language), and tell the team's open pages."""
    with atomic():
        _write(stream_public_id, sentence)


def clear_trouble(stream_public_id: str) -> None:
    """Forget it: a signal comes in."""
    with atomic():
        if Stream.objects.filter(public_id=stream_public_id).exclude(trouble="").exists():
            _write(stream_public_id, "")


def _write(stream_public_id: str, sentence: str) -> None:
    found = Stream.objects.filter(public_id=stream_public_id)
    if found.update(trouble=sentence, trouble_at=now() if sentence else None):
        publish(Stream(public_id=stream_public_id).team_channel, "trouble", {"on": bool(sentence)})
