"""Addresses under /streams/: those of who runs streams."""

from __future__ import annotations

from django.urls import URLPattern, path

from everfair.live.views import (
    desk,
    desk_embeds,
    desk_guests,
    desk_keys,
    desk_srt,
    desk_state,
    studio,
    team_lists,
    team_new,
)

urlpatterns: list[URLPattern] = [
    path("mine", team_lists.mine, name="mine"),
    path("mine/new", team_new.new_show, name="new"),
    path("desk/<slug:edition>/", team_lists.desk_list, name="desk-list"),
    path("desk/<slug:edition>/new", team_new.new_at_desk, name="desk-new"),
    path("<slug:stream>/desk", desk.desk, name="desk"),
    path("<slug:stream>/desk/now", desk.now_part, name="desk-now"),
    path("<slug:stream>/desk/change", desk.change, name="desk-change"),
    path("<slug:stream>/desk/move", desk_state.move, name="desk-move"),
    path("<slug:stream>/desk/keys", desk_keys.make, name="key-make"),
    path("<slug:stream>/desk/keys/rotate", desk_keys.rotate, name="key-rotate"),
    path("<slug:stream>/desk/keys/revoke", desk_keys.revoke, name="key-revoke"),
    path("<slug:stream>/desk/srt", desk_srt.open_, name="srt-open"),
    path("<slug:stream>/desk/srt/renew", desk_srt.renew, name="srt-renew"),
    path("<slug:stream>/desk/srt/close", desk_srt.close, name="srt-close"),
    path("<slug:stream>/desk/guests", desk_guests.invite, name="guest-invite"),
    path("<slug:stream>/desk/guests/remove", desk_guests.remove, name="guest-remove"),
    path("<slug:stream>/desk/embeds", desk_embeds.make, name="embed-make"),
    path("<slug:stream>/desk/embeds/revoke", desk_embeds.revoke, name="embed-revoke"),
    path("<slug:stream>/studio", studio.studio, name="studio"),
]
