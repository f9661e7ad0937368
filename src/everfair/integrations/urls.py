from __future__ import annotations

from django.urls import path

from everfair.integrations.views import sent, webhooks
from everfair.integrations.views.api_docs import show_docs, show_openapi, unknown_route

app_name = "integrations"

_HOOKS = "operate/webhooks/<slug:edition>/"
_HOOK = f"{_HOOKS}<slug:webhook>"

urlpatterns = [
    path("api/openapi.json", show_openapi, name="api-openapi"),
    path("api/docs", show_docs, name="api-docs"),
    path("api/<path:rest>", unknown_route, name="api-unknown"),
    path(_HOOKS, webhooks.listed, name="webhook-list"),
    path(f"{_HOOKS}new", webhooks.add, name="webhook-new"),
    path(_HOOK, webhooks.change, name="webhook"),
    path(f"{_HOOK}/secret", webhooks.renew, name="webhook-renew"),
    path(f"{_HOOK}/remove", webhooks.remove, name="webhook-remove"),
    path(f"{_HOOK}/sent", sent.sent, name="webhook-sent"),
    path(f"{_HOOK}/test", sent.test, name="webhook-test"),
    path(f"{_HOOK}/again", sent.again, name="webhook-again"),
]
