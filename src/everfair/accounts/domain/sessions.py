"""Sessions: where a person is signed in; seen, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.transaction import atomic
from django.utils.crypto import salted_hmac

from everfair.accounts.access import can_end_session
from everfair.accounts.devices import device_words
from everfair.kernel.access import require
from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from everfair.accounts.models import Person


def session_ref(session_key: str) -> str:
    """Name a session in an address, so that the name is of no use as a cookie."""
    return salted_hmac("everfair.session", session_key).hexdigest()[:16]


def end_sessions(sessions: Iterable[UserSession], *, actor: Person) -> None:
    """Sign the person out there, at once; ending a session twice changes nothing."""
    for session in sessions:
        require(can_end_session(actor, session))
        with atomic():
            UserSession.objects.filter(pk=session.pk).delete()
            ended, _ = Session.objects.filter(session_key=session.session_key).delete()
            if ended:
                log_event("person.session_ended", actor=actor, subject=actor, device=device_words(session.user_agent))


def forget_sessions(person: Person, *, but: str | None) -> None:
    """Clear away the sessions that a new password has made void, all but the one with this key."""
    with atomic():
        void = UserSession.objects.filter(user=person).exclude(session_key=but)
        Session.objects.filter(session_key__in=void.values("session_key")).delete()
        void.delete()
