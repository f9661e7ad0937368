"""The newest picture of a stream, for its team: small, and a few seconds old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.kernel.errors import NotFound
from everfair.live.places import PICTURE, StreamPlace
from everfair.live.views.desk_entry import Desk, at_desk

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


@require_safe
@never_cache
@at_desk("live.see_picture")
def picture(_request: HttpRequest, desk: Desk) -> HttpResponseBase:
    place = StreamPlace(settings.LIVE_ROOT, desk.stream.public_id)
    try:
        shown = (place.playlists(is_public=False) / PICTURE).read_bytes()
    except OSError as error:
        raise NotFound from error
    return HttpResponse(shown, content_type="image/jpeg")
