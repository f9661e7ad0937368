"""Addresses under /streams/: chat and its moderation."""

from __future__ import annotations

from django.urls import URLPattern, path

from everfair.live.views import chat, chat_order, moderation

LINE = "<slug:stream>/chat/lines/<slug:line>"

urlpatterns: list[URLPattern] = [
    path("moderation", moderation.desk, name="moderation"),
    path("moderation/history", moderation.history, name="moderation-history"),
    path("moderation/reports/<slug:report>", moderation.settle, name="report-settle"),
    path("moderation/bans/<slug:ban>", moderation.lift, name="ban-lift"),
    path("<slug:stream>/chat", chat.show, name="chat"),
    path("<slug:stream>/chat/say", chat.post, name="chat-say"),
    path("<slug:stream>/chat/lines", chat.lines, name="chat-lines"),
    path("<slug:stream>/chat/rules", chat_order.rules, name="chat-rules"),
    path("<slug:stream>/chat/bans/<slug:ban>", chat_order.lift, name="chat-lift"),
    path(f"{LINE}/report", chat.report, name="chat-report"),
    path(f"{LINE}/translate", chat.translate, name="chat-translate"),
    path(f"{LINE}/hide", chat_order.hide, name="chat-hide"),
    path(f"{LINE}/show", chat_order.show, name="chat-show"),
    path(f"{LINE}/pin", chat_order.pin, name="chat-pin"),
    path(f"{LINE}/unpin", chat_order.unpin, name="chat-unpin"),
    path(f"{LINE}/time-out", chat_order.silence, name="chat-time-out"),
    path(f"{LINE}/ban", chat_order.ban, name="chat-ban"),
]
