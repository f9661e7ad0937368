"""Players of a closed stream on partners' sites: made and taken back at its desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everfair.kernel.errors import DomainError
from everfair.live.domain.embeds import make_embed, revoke_embed
from everfair.live.interfaces.embed_forms import EmbedForm
from everfair.live.views.desk import show
from everfair.live.views.desk_entry import REFUSED_FORM, Desk, at_desk, refuse, to_desk

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


@require_POST
@at_desk("live.make_embed")
def make(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    form = EmbedForm(desk.stream.edition, request.POST)
    if not form.is_valid():
        return show(request, desk, embed_form=form, status=REFUSED_FORM)
    try:
        embed = make_embed(desk.stream, actor=desk.runner, plan=form.plan())
    except DomainError as error:
        return show(request, desk, embed_form=form, status=refuse(form, error))
    messages.success(request, _("The player for %(label)s is ready: copy its code.") % {"label": embed.label})
    return to_desk(desk.stream)


@require_POST
@at_desk("live.revoke_embed")
def revoke(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    embed = revoke_embed(desk.stream, actor=desk.runner, embed_id=request.POST.get("embed", ""))
    messages.success(request, _("The player of %(label)s is taken back.") % {"label": embed.label})
    return to_desk(desk.stream)
