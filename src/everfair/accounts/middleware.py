"""Notes where people are signed in."""

from __future__ import annotations

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

from everfair.kernel.clock import now

NOTED_EVERY_SECONDS = 300
SEEN = "seen"


class SeenMiddleware:
    """Keep the list of a person's sessions up to date, every few minutes.

    Only pages that have read the session are noted: reading it for the others would make each of them personal.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if session.accessed and SESSION_KEY in session and self._is_due(session) and request.user.is_authenticated:
            UserSession.objects.create_from_request(request)
            session[SEEN] = seen_now(session)
        return response

    @staticmethod
    def _is_due(session: SessionBase) -> bool:
        """Say whether the last note is old, or was made before the session got another key."""
        seen = session.get(SEEN, {"at": 0, "key": ""})
        return bool(seen["key"] != session.session_key or now().timestamp() - seen["at"] > NOTED_EVERY_SECONDS)


def seen_now(session: SessionBase) -> dict[str, int | str | None]:
    """Return the note that a session carries about itself."""
    return {"at": int(now().timestamp()), "key": session.session_key}
