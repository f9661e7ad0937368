"""The voice of an interpreter on its way into the mix."""

from __future__ import annotations

from array import array

import pytest

from everfair.live.interpretation.voice import MARGIN, RATE, VoiceBuffer, Voices

pytestmark = pytest.mark.unit

SECOND = RATE


def said(samples: int, level: int = 9_000) -> bytes:
    return array("h", [level, -level] * (samples // 2)).tobytes()


def spoken(pcm: bytes) -> int:
    """Count the samples that are not silent."""
    return sum(sample != 0 for sample in array("h", pcm))


def test_nobody_speaking_is_silence_of_the_length_that_was_asked_for() -> None:
    assert Voices().pull("stream", "en", 480) == bytes(960)


def test_voice_begins_late_in_its_first_second_so_that_the_margin_is_kept() -> None:
    voice = VoiceBuffer()
    voice.push(said(MARGIN + 4_800))

    first = voice.pull(SECOND)

    assert len(first) == 2 * SECOND
    assert first == bytes(2 * (SECOND - 4_800)) + said(4_800)
    assert voice.waiting == MARGIN


def test_voice_without_holes_goes_on_where_it_stopped() -> None:
    voice = VoiceBuffer()
    voice.push(said(MARGIN + SECOND))
    voice.pull(SECOND)
    voice.push(said(SECOND))

    assert voice.pull(SECOND) == said(SECOND)
    assert voice.waiting == MARGIN


def test_voice_that_falls_short_ends_in_silence_and_gathers_the_margin_anew() -> None:
    voice = VoiceBuffer()
    voice.push(said(MARGIN + SECOND))
    voice.pull(SECOND)

    short = voice.pull(SECOND)
    voice.push(said(MARGIN))

    assert spoken(short) == MARGIN
    assert spoken(voice.pull(SECOND)) == 0


def test_voice_after_a_break_of_the_line_catches_up_in_its_pauses() -> None:
    voice = VoiceBuffer()
    voice.push(said(MARGIN + SECOND))
    voice.pull(SECOND)
    voice.push(said(2 * SECOND) + bytes(2 * 2 * SECOND) + said(SECOND))

    voice.pull(SECOND)

    assert voice.waiting < 3 * SECOND + MARGIN


def test_voice_that_nobody_fetches_keeps_the_newest_seconds_only() -> None:
    voice = VoiceBuffer()

    voice.push(said(20 * SECOND, 100) + said(SECOND))

    assert voice.waiting == 8 * SECOND
    assert voice.pull(SECOND)[-2:] == said(2)[-2:]


def test_voice_that_is_closed_is_given_out_to_its_last_sample() -> None:
    voice = VoiceBuffer()
    voice.push(said(480))
    voice.close()

    assert spoken(voice.pull(SECOND)) == 480
    assert voice.is_over


def test_two_voices_at_a_hand_over_are_heard_together_and_never_too_loud() -> None:
    voices = Voices()
    before, after = voices.open("stream", "en"), voices.open("stream", "en")
    voices.open("stream", "fr").push(said(SECOND))
    for voice in (before, after):
        voice.push(said(480, 30_000))
        voice.close()

    mixed = array("h", voices.pull("stream", "en", 480))

    assert set(mixed) == {32_767, -32_768}
    assert voices.pull("stream", "en", 480) == bytes(960)
