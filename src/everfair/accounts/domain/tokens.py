"""Personal tokens: made, used, revoked."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.transaction import atomic

from everfair.accounts.access import can_revoke_token
from everfair.accounts.errors import TooManyTokens
from everfair.accounts.models import ApiToken, Person
from everfair.accounts.queries.tokens import digest, tokens_of
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_TOKENS = 20
PREFIX = "evf_"
NOTED_EVERY = timedelta(minutes=5)


def create_token(person: Person, *, label: str) -> tuple[ApiToken, str]:
    """Make a token; returns its row and the token itself, which is kept nowhere."""
    raw = PREFIX + secrets.token_urlsafe(24)
    with atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        if tokens_of(person).count() >= MOST_TOKENS:
            raise TooManyTokens(limit=MOST_TOKENS)
        token = ApiToken.objects.create(person=person, label=label, sha256=digest(raw))
        log_event("api_token.created", actor=person, subject=token, label=label)
    return token, raw


def revoke_token(token: ApiToken, *, actor: Person) -> None:
    """End a token at once; ending it twice changes nothing."""
    require(can_revoke_token(actor, token))
    with atomic():
        ended = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now())
        if ended:
            log_event("api_token.revoked", actor=actor, subject=token, label=token.label)


def person_for_token(raw: str) -> Person | None:
    """Return the active person behind a token, or None; notes its use every few minutes."""
    if not raw.startswith(PREFIX):
        return None
    token = _in_use().filter(sha256=digest(raw)).select_related("person").first()
    if token is None:
        return None
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now() - NOTED_EVERY)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now())
    return token.person


def _in_use() -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(revoked_at=None, person__is_active=True)
