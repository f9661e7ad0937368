"""A speaker's answer: whoever holds the link of the letter agrees or refuses, and may change their mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from everfair.kernel.access import permission
from everfair.live.domain.speakers import answer_for_oneself, speaker_by_key

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


@permission("live.answer_as_speaker", public=True)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str) -> HttpResponseBase:
    speaker = speaker_by_key(key)
    if request.method == "POST" and request.POST.get("agrees") in ("yes", "no"):
        answer_for_oneself(speaker, agrees=request.POST["agrees"] == "yes")
        messages.success(request, _("Thank you. Your answer is kept, and you can change it here at any time."))
        return redirect("streams:consent", key)
    return render(request, "live/consent.html", {"speaker": speaker, "stream": speaker.stream})
