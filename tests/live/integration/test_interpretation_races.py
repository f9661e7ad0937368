"""Interpreters at the same moment, and what the live process is told, on real connections."""

from __future__ import annotations

import pytest

from everfair.kernel.models import Event
from everfair.live.domain.booths import enter_booth, take_microphone
from everfair.live.domain.channels import close_channel, open_channel
from everfair.live.enums import StreamState
from everfair.live.ingest.books import facts_of
from everfair.live.models import Interpreter
from tests.factories.live import StreamFactory, machine
from tests.racing import sorted_at_once

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


def test_of_interpreters_at_once_one_gets_the_microphone() -> None:
    stream = StreamFactory(state=StreamState.ON_AIR)
    channel = open_channel(stream, actor=machine(stream), language="en")
    people = [enter_booth(channel, name=name, seat=name) for name in ("Anna", "Boris", "Chen", "Dai")]

    found = sorted_at_once(*[lambda one=one: take_microphone(one) for one in people])

    assert found == ["", "microphone_taken", "microphone_taken", "microphone_taken"]
    assert Interpreter.objects.filter(speaking_since__isnull=False).count() == 1
    assert Event.objects.filter(name="interpreter.spoke").count() == 1


def test_playlists_name_each_language_by_its_speakers_word() -> None:
    stream = StreamFactory()
    channel = open_channel(stream, actor=machine(stream), language="pt-BR")
    open_channel(stream, actor=machine(stream), language="zh")

    before = facts_of([stream.public_id])[stream.public_id].channels
    close_channel(channel, actor=machine(stream))

    assert before == {"pt-br": "Português (Brasil)", "zh": "中文"}
    assert facts_of([stream.public_id])[stream.public_id].channels == {"zh": "中文"}
