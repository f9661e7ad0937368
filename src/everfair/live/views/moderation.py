"""The moderation desk: what the audience of all streams reports, who may not write, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.accounts.public import grants_here
from everfair.kernel.access import permission, require
from everfair.kernel.errors import Conflict, NotFound
from everfair.kernel.realtime import channel_token
from everfair.live.access import can_open_moderation
from everfair.live.chat_wire import moderation_channel
from everfair.live.chatter import moderates
from everfair.live.domain.moderation import TIME_OUT_MINUTES, lift_ban, settle_report
from everfair.live.enums import Verdict
from everfair.live.queries.chat import (
    ban_by_id,
    moderated_editions,
    report_by_id,
    reported_lines,
    settled_reports,
    standing_bans,
)
from everfair.live.runner import runner_of

if TYPE_CHECKING:
    from everfair.live.models import ChatReport


# Behind the verdict "banned": from all streams of the edition.
EVERYWHERE = "everywhere"


@permission("live.open_moderation")
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show the open reports, the longest waiting first."""
    editions = _editions(request)
    words = {
        "current_tab": "moderation",
        "reported": reported_lines(editions),
        "minutes": TIME_OUT_MINUTES,
        "live": channel_token(map(moderation_channel, sorted(editions)), key=settings.SECRET_KEY),
    }
    return render(request, "live/moderation.html", words)


@permission("live.open_moderation")
@never_cache
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Show who may not write at the moment, and what was decided."""
    editions = _editions(request)
    words = {
        "current_tab": "moderation",
        "bans": standing_bans(editions=editions),
        "settled": settled_reports(editions),
    }
    return render(request, "live/moderation_history.html", words)


@permission("live.settle_report")
@never_cache
def settle(request: HttpRequest, report: str) -> HttpResponse:
    """Settle a report by the verdict of the button, `banned everywhere` too; the desk says when somebody was faster."""
    found, runner = report_by_id(report), runner_of(request)
    require(moderates(runner, found.line.stream))
    verdict, __, scope = request.POST.get("verdict", "").partition(" ")
    if request.method != "POST":
        return redirect("streams:moderation")
    everywhere = (verdict, scope) == (Verdict.BANNED, EVERYWHERE)
    if verdict not in Verdict.values or (scope and not everywhere):
        raise NotFound
    try:
        settle_report(found, actor=runner, verdict=Verdict(verdict), everywhere=everywhere)
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _done(found, Verdict(verdict), everywhere=everywhere))
    return redirect("streams:moderation")


@permission("live.settle_report")
@never_cache
def lift(request: HttpRequest, ban: str) -> HttpResponse:
    """Let somebody write again."""
    _editions(request)
    if request.method == "POST":
        lift_ban(ban_by_id(ban), actor=runner_of(request))
        messages.success(request, _("They may write again."))
    return redirect("streams:moderation-history")


def _editions(request: HttpRequest) -> set[int]:
    grants = grants_here(request)
    require(can_open_moderation(grants))
    return moderated_editions(grants)


def _done(report: ChatReport, verdict: Verdict, *, everywhere: bool) -> str:
    name = report.line.name
    if everywhere:
        return _("%(name)s cannot write in any stream of the fair any more; their lines are hidden.") % {"name": name}
    return {
        Verdict.DISMISSED: _("The line of %(name)s stays."),
        Verdict.HIDDEN: _("The line of %(name)s is hidden."),
        Verdict.TIMED_OUT: _("%(name)s cannot write in this stream for a while; the line is hidden."),
        Verdict.BANNED: _("%(name)s cannot write in this stream any more; their lines are hidden."),
    }[verdict] % {"name": name}
