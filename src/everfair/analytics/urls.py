from __future__ import annotations

from django.urls import path

from everfair.analytics.views.figure import show_figure
from everfair.analytics.views.figures import show_figures

app_name = "analytics"

urlpatterns = [
    path("", show_figures, name="figures"),
    path("<str:figure>", show_figure, name="figure"),
]
