"""Devices that show notices, and the worker that shows them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.public import device_words, person_of
from everfair.kernel.access import permission
from everfair.kernel.errors import DomainError, NotFound
from everfair.notifications.domain.devices import add_device, remove_device
from everfair.notifications.errors import NotAPushAddress
from everfair.notifications.interfaces.device_form import DeviceForm
from everfair.notifications.models import Device

if TYPE_CHECKING:
    from django.http import HttpRequest


@permission("notifications.manage_devices")
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Take a browser's subscription; the script that sends it shows the sentence of a refusal."""
    form = DeviceForm(request.POST)
    try:
        if not form.is_valid():
            raise NotAPushAddress
        name = device_words(request.headers.get("User-Agent", "")) or _("A browser")
        device = add_device(person_of(request), form.subscription(), name=name)
    except DomainError as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=refusal.status)
    return JsonResponse({"device": device.public_id}, status=201)


@permission("notifications.manage_devices")
@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    device = Device.objects.filter(person=person_of(request), public_id=public_id).select_related("person").first()
    if device is None:
        raise NotFound
    remove_device(device)
    messages.success(request, _("%(name)s shows no more notices.") % {"name": device.name})
    return redirect("notifications:preference-edit")


@permission("notifications.view_push_worker", public=True)
@require_safe
def push_worker(request: HttpRequest) -> HttpResponse:
    """Serve the service worker at the root, so that it may open any page of the fair; browsers ask for it anew."""
    del request
    return HttpResponse(_worker(), "text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@cache
def _worker() -> bytes:
    return (Path(__file__).parents[1] / "static" / "notifications" / "js" / "push-worker.js").read_bytes()
