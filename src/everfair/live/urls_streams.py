"""What belongs to one stream: /streams/<stream>/... (media themselves go out by the edge, under /live/)."""

from __future__ import annotations

from everfair.live.routes import chat, ingest, questions, team, viewers, watch

app_name = "streams"

urlpatterns = [
    *team.urlpatterns,
    *watch.urlpatterns,
    *ingest.urlpatterns,
    *chat.urlpatterns,
    *questions.urlpatterns,
    *viewers.urlpatterns,
]
