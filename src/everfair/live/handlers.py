"""What the live room does when something happened: tell the people who run the stream."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from everfair.accounts.public import people_to_notify
from everfair.kernel.events import subscribe
from everfair.live.domain.keeping import key_to_keep, last_day
from everfair.live.enums import EndedBy, StreamState, TakeEnd
from everfair.live.models import Recording, Stream
from everfair.live.notices import day_in_words
from everfair.live.queries.team import people_running
from everfair.live.tasks import make_card_soon
from everfair.notifications.public import notify

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.kernel.models import Event


@subscribe("stream.ended")
def tell_silence(event: Event) -> None:
    """An encoder that is back by now had a short gap; nobody is woken for that."""
    if event.payload["by"] != EndedBy.SILENCE:
        return
    stream = Stream.objects.select_related("organisation").get(public_id=event.subject_id)
    if stream.ended_by == EndedBy.SILENCE:
        _tell_team(event, "stream_silent", stream)


@subscribe("take.ended")
def tell_failure(event: Event) -> None:
    if event.payload["end"] == TakeEnd.FAILED:
        stream = Stream.objects.select_related("organisation").get(public_id=event.payload["stream"])
        _tell_team(event, "stream_not_recorded", stream)


@subscribe("recording.ends_soon")
def tell_end(event: Event) -> None:
    """The last word before a recording is taken off its page; one that is kept on by now is not spoken of."""
    day = date.fromisoformat(event.payload["until"])
    recording = Recording.objects.select_related("stream__organisation").get(stream__public_id=event.subject_id)
    stream = recording.stream
    if last_day(recording) == day:
        notify(
            event,
            "recording_ends",
            _people(stream),
            url=reverse("streams:keep", args=[key_to_keep(recording, day)]),
            words={"title": stream.title, "until": day_in_words(day)},
            organisation=stream.organisation,
            thread=f"recording.{stream.public_id}",
        )


@subscribe("stream.ended")
@subscribe("stream.changed")
@subscribe("stream.speaker_answered")
@subscribe("stream.speaker_removed")
@subscribe("recording.trimmed")
@subscribe("recording.card_set")
def renew_title_card(event: Event) -> None:
    """Have the card say what is true by now; a job that waits already will see to it."""
    make_card_soon(event.subject_id)


@subscribe("take.ended")
def make_first_title_card(event: Event) -> None:
    """The last take may end after its stream: only then there is something for the card to stand before."""
    if Stream.objects.filter(public_id=event.payload["stream"], state=StreamState.ENDED).exists():
        make_card_soon(event.payload["stream"])


def _tell_team(event: Event, kind: str, stream: Stream) -> None:
    notify(
        event,
        kind,
        people_running(stream),
        url=reverse("streams:desk", args=[stream.public_id]),
        words={"title": stream.title},
        organisation=stream.organisation,
        thread=f"stream.{stream.public_id}",
    )


def _people(stream: Stream) -> list[Person]:
    """Return who ran it; where they are gone by now, who answers for its organisation."""
    people = people_running(stream)
    return people or (people_to_notify(stream.organisation_id) if stream.organisation_id else [])
