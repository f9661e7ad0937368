"""The streams that are loaded with the demo fair."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from everfair.kernel.clock import now
from everfair.live.models import Stream
from everfair.programme.models import Session
from everfair.replay.on_air.shows import demo_shows

if TYPE_CHECKING:
    from everfair.fairs.models import Edition

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.xdist_group("demo fair")]


def test_every_streamed_session_has_its_stream_and_it_is_over(demo_fair: Edition) -> None:
    streamed = Session.objects.filter(edition=demo_fair, is_live_streamed=True).select_related("stream")

    assert Stream.objects.filter(session__isnull=False).count() == len(streamed) == 173
    assert {session.stream.title == session.title for session in streamed} == {True}
    assert Counter(Stream.objects.values_list("state", "ended_by")) == {("ended", "team"): 173, ("scheduled", ""): 2}


def test_shows_belong_to_booths_of_the_cast_and_wait_for_their_signal(demo_fair: Edition) -> None:
    shows = Stream.objects.filter(edition=demo_fair, booth__isnull=False).select_related("booth__exhibitor")

    assert {one.public_id for one in shows} == {show.stream for show in demo_shows()}
    assert {one.booth.exhibitor.organisation_id == one.organisation_id for one in shows if one.booth} == {True}
    assert {one.goes_on_air_by_itself and one.starts_at is not None and one.starts_at <= now() for one in shows} == {
        True
    }
