"""How long a recording is kept, and what is left of it afterwards."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

from everfair.accounts.public import grants_of
from everfair.kernel.events import deliver
from everfair.kernel.models import Event
from everfair.live.domain.deleting import delete_expired, delete_recording
from everfair.live.domain.keeping import keep_on, keep_until, key_to_keep, last_day, look_at_ends
from everfair.live.domain.recordings import publish_recording
from everfair.live.domain.streams import end_stream
from everfair.live.enums import RecordingState, StreamState
from everfair.live.errors import KeptTooShort, NotTheTitle, RecordingDeleted, RecordingOver
from everfair.live.models import CaptionTrack, Recording, Stream
from everfair.live.places import StreamPlace
from everfair.live.runner import Runner
from everfair.notifications.models import Notification
from tests.factories.fairs import operator_of
from tests.factories.live import BEGAN, StreamFactory, TakeFactory, machine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, SettingsWrapper

    Fix = Callable[[datetime], None]

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

TODAY = date(2020, 9, 6)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Fix:
    """Set the fair's clock."""

    def fix(moment: datetime) -> None:
        monkeypatch.setattr("everfair.kernel.clock._read", lambda: moment)

    fix(BEGAN)
    return fix


def ended() -> Stream:
    stream = StreamFactory.create(state=StreamState.ON_AIR)
    TakeFactory.create(stream=stream, ended_at=BEGAN + timedelta(minutes=1), is_public=True)
    return end_stream(stream, actor=machine(stream))


def recording_of(stream: Stream) -> Recording:
    return Recording.objects.select_related("stream__edition").get(stream=stream)


def told(stream: Stream) -> list[int]:
    rows = Event.objects.filter(name="recording.ends_soon", subject_id=stream.public_id).order_by("id")
    return [row.payload["days"] for row in rows]


def put_media(stream: Stream) -> Path:
    folder = StreamPlace(settings.LIVE_ROOT, stream.public_id).folder
    for file in ("takes/abc/video/0.m4s", "public/vod.m3u8", "download.mp4"):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(b"media")
    return folder


def left_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_recordings_stay_for_ever_unless_somebody_says_otherwise(at: Fix) -> None:
    stream = ended()
    at(BEGAN + timedelta(days=9999))

    look_at_ends()

    assert last_day(recording_of(stream)) is None
    assert recording_of(stream).state == RecordingState.PUBLISHED


def test_team_is_told_twice_and_then_it_is_taken_off(at: Fix) -> None:
    stream = ended()
    keep_until(stream, TODAY + timedelta(days=20), actor=machine(stream))

    for days in (0, 5, 6, 7, 18, 19, 20):
        at(BEGAN + timedelta(days=days))
        look_at_ends()
        look_at_ends()

    assert told(stream) == [14, 1]
    assert recording_of(stream).state == RecordingState.PUBLISHED

    at(BEGAN + timedelta(days=21))

    assert look_at_ends() == 1
    assert recording_of(stream).state == RecordingState.EXPIRED
    with pytest.raises(RecordingOver):
        publish_recording(stream, actor=machine(stream))


def test_a_new_rule_gives_old_recordings_two_weeks(at: Fix, settings: SettingsWrapper) -> None:
    stream = ended()
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"keep_recordings_days": 30})
    at(BEGAN + timedelta(days=400))

    look_at_ends()

    recording = recording_of(stream)
    assert (recording.state, recording.keep_until) == (RecordingState.PUBLISHED, TODAY + timedelta(days=414))
    assert told(stream) == [14]


@pytest.mark.usefixtures("at")
def test_letter_goes_to_the_team_and_its_link_keeps_the_recording_for_a_year(client: Client) -> None:
    stream = ended()
    operator = operator_of(stream.edition)
    keep_until(stream, TODAY + timedelta(days=10), actor=Runner(operator, tuple(grants_of(operator)), ()))
    look_at_ends()
    deliver(Event.objects.get(name="recording.ends_soon").pk, "everfair.live.handlers.tell_end")
    notice = Notification.objects.get(person=operator, kind="recording_ends")

    before = client.get(notice.url, headers={"accept-language": "en"}).content.decode()
    after = client.post(notice.url, headers={"accept-language": "en"}, follow=True).content.decode()
    again = client.post(notice.url, follow=True)

    assert "16 September 2020" in before
    assert "is kept until 16 September 2021" in after
    assert again.status_code == 200
    assert recording_of(stream).keep_until == date(2021, 9, 16)


def test_forged_link_opens_nothing(client: Client) -> None:
    stream = ended()

    assert client.get(f"/streams/keep/{key_to_keep(recording_of(stream), TODAY)}x").status_code == 404


def test_what_expired_is_shown_again_when_it_is_kept_on(at: Fix) -> None:
    stream = ended()
    keep_until(stream, TODAY + timedelta(days=1), actor=machine(stream))
    look_at_ends()
    at(BEGAN + timedelta(days=2))
    look_at_ends()

    keep_on(recording_of(stream), TODAY + timedelta(days=1))

    recording = recording_of(stream)
    assert (recording.state, recording.expired_at) == (RecordingState.PUBLISHED, None)


def test_today_is_too_short() -> None:
    stream = ended()

    with pytest.raises(KeptTooShort):
        keep_until(stream, TODAY, actor=machine(stream))


def test_after_thirty_days_the_bytes_are_gone(
    at: Fix, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    stream = ended()
    folder = put_media(stream)
    keep_until(stream, TODAY + timedelta(days=1), actor=machine(stream))
    look_at_ends()
    at(BEGAN + timedelta(days=2))
    look_at_ends()

    with django_capture_on_commit_callbacks(execute=True):
        early = delete_expired(BEGAN)
        count = delete_expired(BEGAN + timedelta(days=3))

    recording = recording_of(stream)
    assert (early, count) == (0, 1)
    assert left_in(folder) == ["access.json"]
    assert '"nobody"' in (folder / "access.json").read_text()
    assert (recording.state, recording.deleted_at) == (RecordingState.DELETED, BEGAN + timedelta(days=2))
    assert Event.objects.filter(name="recording.deleted", subject_id=stream.public_id).count() == 1


@pytest.mark.usefixtures("at")
def test_team_deletes_only_with_the_title_typed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    stream = ended()
    folder = put_media(stream)
    CaptionTrack.objects.create(stream=stream, language="en")

    with pytest.raises(NotTheTitle):
        delete_recording(stream, actor=machine(stream), typed="Opening")
    with django_capture_on_commit_callbacks(execute=True):
        delete_recording(stream, actor=machine(stream), typed=" opening  CEREMONY ")

    assert left_in(folder) == ["access.json"]
    assert not CaptionTrack.objects.filter(stream=stream).exists()
    with pytest.raises(RecordingDeleted):
        keep_until(stream, TODAY + timedelta(days=5), actor=machine(stream))


def test_what_a_crash_left_of_a_deleted_recording_goes_the_next_night(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    stream = ended()
    delete_recording(stream, actor=machine(stream), typed="Opening ceremony")
    folder = put_media(stream)

    with django_capture_on_commit_callbacks(execute=True):
        delete_expired(BEGAN)

    assert not (folder / "takes").exists()


def test_a_stream_that_goes_on_after_its_recording_was_deleted_has_one_again(at: Fix) -> None:
    stream = ended()
    delete_recording(stream, actor=machine(stream), typed="开幕式直播")
    at(BEGAN + timedelta(days=1))
    Stream.objects.filter(pk=stream.pk).update(state=StreamState.ON_AIR, on_air_at=BEGAN)
    TakeFactory.create(
        stream=stream, began_at=BEGAN + timedelta(days=1), ended_at=BEGAN + timedelta(days=1), is_public=True
    )

    end_stream(Stream.objects.get(pk=stream.pk), actor=machine(stream))

    assert recording_of(stream).state == RecordingState.PUBLISHED
