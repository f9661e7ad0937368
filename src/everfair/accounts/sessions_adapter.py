"""Where allauth asks the house about sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core import context
from allauth.usersessions.adapter import DefaultUserSessionsAdapter

from everfair.accounts.domain.sessions import end_sessions

if TYPE_CHECKING:
    from allauth.usersessions.models import UserSession


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: list[UserSession]) -> None:
        end_sessions(sessions, actor=context.request.user)
