"""Something that a person should know."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField


class Notification(models.Model):
    """One line in a person's list; its sentence is made from `kind` and `words` in the reader's language.

    Notices of one kind about one thing (`thread`) gather in one line while it is unread: `times` says how many,
    `event`, `words` and `at` are of the newest. `organisation` is the one in whose name the person is told.
    Seen is what was shown in the list; read is what was opened.
    """

    public_id = PublicIdField()
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="notifications", db_index=False)
    kind = models.CharField(max_length=40)
    thread = models.CharField(max_length=60, blank=True)
    words = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    organisation = models.ForeignKey("accounts.Organisation", models.SET_NULL, null=True, blank=True, related_name="+")
    event = models.ForeignKey("kernel.Event", models.SET_NULL, null=True, related_name="+")
    times = models.PositiveIntegerField(default=1)
    is_listed = models.BooleanField(default=True)
    at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "person", "kind"], name="notified_once"),
            models.UniqueConstraint(
                fields=["person", "kind", "thread"],
                condition=Q(read_at__isnull=True) & ~Q(thread=""),
                name="one_unread_line_a_thread",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-at", "-id"], name="notification_newest"),
            models.Index(fields=["person"], condition=Q(seen_at__isnull=True), name="notification_unseen"),
            models.Index(fields=["person", "url"], condition=Q(read_at__isnull=True), name="notification_unread_at"),
            models.Index(fields=["at"], name="notification_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.public_id}"
