"""Addresses under /streams/: interpretation."""

from __future__ import annotations

from django.urls import URLPattern, path

from everfair.live.views import booth, booth_acts, desk_channels

urlpatterns: list[URLPattern] = [
    path("booths/<str:key>", booth.booth, name="booth"),
    path("booths/<str:key>/here", booth_acts.here, name="booth-here"),
    path("booths/<str:key>/floor", booth_acts.floor, name="booth-floor"),
    path("booths/<str:key>/microphone", booth_acts.microphone, name="booth-microphone"),
    path("booths/<str:key>/sound", booth_acts.begin, name="booth-sound"),
    path("booths/<str:key>/sound/<slug:sitting>/<int:number>", booth_acts.keep_part, name="booth-part"),
    path("booths/<str:key>/sound/<slug:sitting>/end", booth_acts.end, name="booth-end"),
    path("<slug:stream>/desk/channels", desk_channels.channels, name="channels"),
    path("<slug:stream>/desk/channels/open", desk_channels.open_, name="channel-open"),
    path("<slug:stream>/desk/channels/change", desk_channels.change, name="channel-change"),
]
