"""The mailbox of the demo fair: all mail, for everybody to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.kernel.access import permission
from everfair.replay.mailbox import letters
from everfair.replay.views.demo import demo_only

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("replay.view_demo_mailbox", public=True)
@never_cache
@require_safe
@demo_only
def mailbox(request: HttpRequest) -> HttpResponse:
    return render(request, "replay/demo_mailbox.html", {"letters": letters(settings.EMAIL_FILE_PATH)})
