"""Who may watch a stream that is for invited people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.db.transaction import atomic

from everfair.accounts.public import person_by_mail
from everfair.fairs.public import ensure_not_archived
from everfair.kernel.access import require
from everfair.kernel.errors import NotFound
from everfair.live.domain.access_file import write_access_on_commit
from everfair.live.domain.moving import lock_stream, log_of_stream
from everfair.live.domain.telling import renew_frames
from everfair.live.errors import TooManyViewers, ViewerUnknown
from everfair.live.models import Invitee, Stream

if TYPE_CHECKING:
    from everfair.live.runner import Runner

MOST_INVITEES = 2000


def invite_viewer(stream: Stream, *, actor: Runner, email: str) -> Invitee:
    """Let the person behind a mail address watch; a second time changes nothing.

    `ViewerUnknown` if nobody signs in with it, `TooManyViewers` from the 2,001st on.
    """
    require(actor.runs(stream))
    person = person_by_mail(email)
    if person is None:
        raise ViewerUnknown(field="email")
    with atomic():
        stream = lock_stream(stream.pk)
        require(actor.runs(stream))
        ensure_not_archived(stream.edition)
        known = stream.invitees.filter(person=person).first()
        if known is not None:
            return known
        if stream.invitees.count() >= MOST_INVITEES:
            raise TooManyViewers(limit=MOST_INVITEES)
        invitee = stream.invitees.create(person=person, invited_by=actor.person)
        log_of_stream("stream.viewer_invited", stream, actor.person, person=person.public_id)
    return invitee


def remove_viewer(stream: Stream, *, actor: Runner, person_id: str) -> None:
    """Withdraw an invitation (by the person's public id); tokens that are out open nothing any more."""
    require(actor.runs(stream))
    with atomic():
        stream = lock_stream(stream.pk)
        require(actor.runs(stream))
        ended, _ = stream.invitees.filter(person__public_id=person_id).delete()
        if not ended:
            raise NotFound
        renew_frames(stream)
        Stream.objects.filter(pk=stream.pk).update(version=F("version") + 1)
        write_access_on_commit(stream)
        log_of_stream("stream.viewer_removed", stream, actor.person, person=person_id)
