"""Stream keys at the desk: made, rotated, revoked; the key itself is shown in the answer that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from everfair.kernel.errors import DomainError, NotFound
from everfair.live.domain.keys import make_key, revoke_key, rotate_key
from everfair.live.queries.publish_addresses import given_with
from everfair.live.views.desk import show
from everfair.live.views.desk_entry import Desk, at_desk, to_desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    from everfair.live.domain.keys import MadeKey
    from everfair.live.models import StreamKey


@require_POST
@never_cache
@at_desk("live.make_key")
def make(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    return _shown(request, desk, lambda: make_key(desk.stream, actor=desk.runner))


@require_POST
@never_cache
@at_desk("live.rotate_key")
def rotate(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    key = _key(request, desk)
    return _shown(request, desk, lambda: rotate_key(key, actor=desk.runner))


@require_POST
@at_desk("live.revoke_key")
def revoke(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    revoke_key(_key(request, desk), actor=desk.runner)
    messages.success(request, _("The key is revoked. An encoder that used it is cut off."))
    return to_desk(desk.stream)


def _shown(request: HttpRequest, desk: Desk, make: Callable[[], MadeKey]) -> HttpResponseBase:
    try:
        made = make()
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return to_desk(desk.stream)
    return show(request, desk, secret=made.secret, given=given_with(made))


def _key(request: HttpRequest, desk: Desk) -> StreamKey:
    key = desk.stream.keys.filter(public_id=request.POST.get("key", ""), revoked_at__isnull=True).first()
    if key is None:
        raise NotFound
    return key
