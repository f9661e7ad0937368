"""The SRT address of a stream at its desk: asked for, renewed, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everfair.kernel.errors import DomainError
from everfair.live.domain.srt import close_srt, open_srt, renew_srt
from everfair.live.views.desk_entry import Desk, at_desk, to_desk

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


@require_POST
@at_desk("live.open_srt")
def open_(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    try:
        open_srt(desk.stream, actor=desk.runner)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The SRT address is open. It stands under “Send a picture”."))
    return to_desk(desk.stream)


@require_POST
@at_desk("live.renew_srt")
def renew(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    renew_srt(desk.stream, actor=desk.runner)
    messages.success(request, _("The SRT address has a new passphrase. An encoder that used the old one is cut off."))
    return to_desk(desk.stream)


@require_POST
@at_desk("live.close_srt")
def close(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    close_srt(desk.stream, actor=desk.runner)
    messages.success(request, _("The SRT address is closed. An encoder that used it is cut off."))
    return to_desk(desk.stream)
