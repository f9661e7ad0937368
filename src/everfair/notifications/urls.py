"""My notifications, the way out of mail, and the operators' view of the letters."""

from __future__ import annotations

from django.urls import path

from everfair.notifications.views import bell, devices, letters, mail_events, mine, unsubscribe, wishes

app_name = "notifications"
urlpatterns = [
    path("me/notifications", mine.show, name="notification-list"),
    path("me/notifications/read", mine.clear, name="notification-clear"),
    path("me/notifications/badge", bell.bell, name="bell"),
    path("me/notifications/settings", wishes.edit, name="preference-edit"),
    path("me/notifications/settings/mail-works", wishes.mail_works, name="mail-works"),
    path("me/notifications/devices", devices.add, name="device-add"),
    path("me/notifications/devices/<slug:public_id>/remove", devices.remove, name="device-remove"),
    path("me/notifications/<slug:public_id>/open", mine.open_line, name="notification-open"),
    path("push-worker.js", devices.push_worker, name="push-worker"),
    path("unsubscribe/<str:token>", unsubscribe.unsubscribe, name="unsubscribe"),
    path("mail-reports", mail_events.report, name="mail-report"),
    path("operate/letters/", letters.listing, name="letter-list"),
    path("operate/letters/<slug:key>/", letters.show, name="letter-view"),
    path("operate/letters/<slug:key>/test", letters.send_test, name="letter-test"),
]
