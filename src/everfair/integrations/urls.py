from __future__ import annotations

from django.urls import path

from everfair.integrations.views.api_docs import show_docs, show_openapi, unknown_route

app_name = "integrations"

urlpatterns = [
    path("api/openapi.json", show_openapi, name="api-openapi"),
    path("api/docs", show_docs, name="api-docs"),
    path("api/<path:rest>", unknown_route, name="api-unknown"),
]
