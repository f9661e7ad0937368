"""Who looks after a stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model

from everfair.accounts.public import grants_of, memberships_of
from everfair.kernel.models import Event
from everfair.live.access import can_run_stream

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.live.models import Stream

MOST_PEOPLE = 10


def people_running(stream: Stream) -> list[Person]:
    """Return who did something with the stream, the latest first, and may still run it; two queries a person."""
    done = Event.objects.filter(subject_kind="live.stream", subject_id=stream.public_id, actor_id__isnull=False)
    actors = list(dict.fromkeys(done.order_by("-id").values_list("actor_id", flat=True)))[:MOST_PEOPLE]
    people = get_user_model().objects.filter(is_active=True).in_bulk(actors)
    return [people[actor] for actor in actors if actor in people and _runs(people[actor], stream)]


def _runs(person: Person, stream: Stream) -> bool:
    return can_run_stream(grants_of(person), memberships_of(person), stream)
