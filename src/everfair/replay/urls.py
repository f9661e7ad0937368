"""Pages that only a demo fair has."""

from __future__ import annotations

from django.urls import path

from everfair.replay.views import demo, mailbox

app_name = "replay"
urlpatterns = [
    path("demo/", demo.accounts, name="demo-accounts"),
    path("demo/sign-in", demo.sign_in, name="demo-sign-in"),
    path("demo/mailbox", mailbox.mailbox, name="demo-mailbox"),
]
