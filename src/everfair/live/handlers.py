"""What the live room does when something happened: tell the people who run the stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from everfair.kernel.events import subscribe
from everfair.live.enums import EndedBy, TakeEnd
from everfair.live.models import Stream
from everfair.live.queries.team import people_running
from everfair.notifications.public import notify

if TYPE_CHECKING:
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
