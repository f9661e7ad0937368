"""What belongs to one stream: /streams/<stream>/... (media themselves go out by the edge, under /live/)."""

from __future__ import annotations

from everfair.live.routes import (
    booths,
    captions,
    chat,
    control,
    engine,
    ingest,
    questions,
    recordings,
    simulcast,
    team,
    viewers,
    watch,
)

app_name = "streams"

urlpatterns = [
    *booths.urlpatterns,
    *chat.urlpatterns,
    *engine.urlpatterns,
    *team.urlpatterns,
    *watch.urlpatterns,
    *ingest.urlpatterns,
    *questions.urlpatterns,
    *viewers.urlpatterns,
    *recordings.urlpatterns,
    *control.urlpatterns,
    *captions.urlpatterns,
    *simulcast.urlpatterns,
]
