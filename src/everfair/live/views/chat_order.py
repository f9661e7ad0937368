"""What moderators do in the panel itself: hide, pin, stop somebody from writing; and the page of a chat's rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from everfair.kernel.access import permission, require
from everfair.kernel.errors import Conflict
from everfair.live.chatter import moderates, rules_of
from everfair.live.domain.chat import change_rules
from everfair.live.domain.moderation import ban_author, hide_line, lift_ban, pin_line, show_line, time_out, unpin_line
from everfair.live.interfaces.chat_answers import answer
from everfair.live.interfaces.chat_forms import ChatRulesForm
from everfair.live.queries.chat import ban_by_id, line_of, standing_bans, stream_with_chat
from everfair.live.runner import Runner, runner_of

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from everfair.live.models import ChatLine, Stream

Act = Callable[..., object]


def _order(act: Act) -> Callable[..., HttpResponseBase]:
    """Make the view of one act upon one line."""

    @permission("live.moderate_chat")
    @never_cache
    def view(request: HttpRequest, stream: str, line: str) -> HttpResponse:
        found, runner = _moderated(request, stream)
        if request.method != "POST":
            return redirect("streams:chat", stream)
        chosen: ChatLine = line_of(found, line)
        return answer(request, found, lambda: act(chosen, actor=runner))

    return view


hide = _order(hide_line)
show = _order(show_line)
pin = _order(pin_line)
unpin = _order(unpin_line)
silence = _order(time_out)
ban = _order(ban_author)


@permission("live.moderate_chat")
@never_cache
def rules(request: HttpRequest, stream: str) -> HttpResponse:
    """Show and change the rules of a chat, with who may not write there."""
    found, runner = _moderated(request, stream)
    kept = rules_of(found)
    shown = {name: getattr(kept, name) for name in ("access", "slow_seconds", "words", "version")}
    form = ChatRulesForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        try:
            change_rules(found, form.as_rules(), actor=runner, version=form.cleaned_data["version"])
        except Conflict as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The rules are saved."))
            return redirect("streams:chat-rules", stream)
    bans = standing_bans(stream=found)
    words = {"edition": found.edition, "stream": found, "form": form, "bans": bans}
    return render(request, "live/chat_rules.html", words, status=422 if form.errors else 200)


@permission("live.moderate_chat")
@never_cache
def lift(request: HttpRequest, stream: str, ban: str) -> HttpResponse:
    """Let somebody write again in this stream."""
    found, runner = _moderated(request, stream)
    if request.method == "POST":
        lift_ban(ban_by_id(ban), actor=runner)
        messages.success(request, _("They may write again."))
    return redirect("streams:chat-rules", found.public_id)


def _moderated(request: HttpRequest, public_id: str) -> tuple[Stream, Runner]:
    stream, runner = stream_with_chat(public_id), runner_of(request)
    require(moderates(runner, stream))
    return stream, runner
