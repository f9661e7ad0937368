"""Addresses of negotiations; they belong to no edition, because they go on when one closes."""

from __future__ import annotations

from django.urls import path

from everfair.negotiation.views import answers, mine, negotiation, request, talks

app_name = "negotiation"

urlpatterns = [
    path("negotiations/", mine.show, name="negotiation-list"),
    path("negotiations/new", request.new, name="negotiation-new"),
    path("negotiations/<slug:public_id>", negotiation.show, name="negotiation-view"),
    path("negotiations/<slug:public_id>/lines", negotiation.lines, name="line-list"),
    path("negotiations/<slug:public_id>/accept", answers.accept, name="negotiation-accept"),
    path("negotiations/<slug:public_id>/decline", answers.decline, name="negotiation-decline"),
    path("negotiations/<slug:public_id>/withdraw", answers.withdraw, name="negotiation-withdraw"),
    path("negotiations/<slug:public_id>/messages", talks.post, name="message-post"),
    path("negotiations/<slug:public_id>/intents", talks.record, name="intent-record"),
    path("negotiations/<slug:public_id>/intents/<slug:intent_id>/confirm", talks.confirm, name="intent-confirm"),
]
