"""The chat beside a stream: its rules, its lines, and who may not write for a while."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField
from everfair.live.enums import ChatAccess, ReportReason, Verdict

LONGEST_LINE = 500
LONGEST_WORD_LIST = 4000
SLOWEST = 600


class ChatRules(models.Model):
    """What the team set for the chat of a stream; a stream without a row has the defaults.

    `slow_seconds` is the least time between two lines of a person. `words` are refused words, one in a line.
    """

    stream = models.OneToOneField("live.Stream", models.CASCADE, related_name="chat_rules")
    access = models.CharField(max_length=12, choices=ChatAccess, default=ChatAccess.REGISTERED)
    slow_seconds = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=LONGEST_WORD_LIST, blank=True, default="")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(slow_seconds__lte=SLOWEST), name="slow_mode_has_an_end"),
        ]

    def __str__(self) -> str:
        return f"{self.access}, {self.slow_seconds} s"


class ChatLine(models.Model):
    """One line, as it was written. `name` and `organisation` are what its author was shown by at that time.

    When its author is erased, body and name go and the line stays hidden. `language` is empty where it is not known.
    """

    public_id = PublicIdField()
    stream = models.ForeignKey("live.Stream", models.CASCADE, related_name="chat_lines", db_index=False)
    author = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey("accounts.Organisation", models.SET_NULL, null=True, related_name="+")
    by_team = models.BooleanField(default=False)
    body = models.CharField(max_length=LONGEST_LINE, blank=True)
    language = models.CharField(max_length=16, blank=True)
    sent_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    pinned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["sent_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(body="") | Q(hidden_at__isnull=False), name="shown_line_has_words"),
            models.CheckConstraint(
                condition=Q(pinned_at__isnull=True) | Q(hidden_at__isnull=True), name="pinned_line_is_shown"
            ),
            models.UniqueConstraint(
                fields=["stream"], condition=Q(pinned_at__isnull=False), name="one_pinned_line_a_stream"
            ),
        ]
        # Both the newest lines and those of a stretch of time, for the replay beside the recording.
        indexes: ClassVar = [
            models.Index(fields=["stream", "sent_at", "id"], name="chat_line_in_order"),
            models.Index(fields=["author", "stream"], name="chat_line_by_author"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.body[:60]}"


class ChatPace(models.Model):
    """When somebody wrote last in a stream; the row that two lines sent at once wait for.

    `paid_until` counts the flood limit: each line costs a few seconds, and who is too far ahead of the clock waits.
    """

    stream = models.ForeignKey("live.Stream", models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    said_at = models.DateTimeField(null=True)
    paid_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream", "person"], name="one_pace_for_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.stream_id}"


class ChatBan(models.Model):
    """Somebody may not write: in one stream, or with `stream` empty in all of the edition.

    With `until` it is a time-out that ends by itself; without, it stands until somebody lifts it.
    """

    public_id = PublicIdField()
    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="+")
    stream = models.ForeignKey("live.Stream", models.CASCADE, null=True, blank=True, related_name="chat_bans")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+", db_index=False)
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["person", "edition"], condition=Q(lifted_at__isnull=True), name="standing_chat_ban"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} until {self.until}"


class ChatReport(models.Model):
    """Somebody in the audience says that a line should not be there; `verdict` is what a moderator made of it."""

    public_id = PublicIdField()
    line = models.ForeignKey("live.ChatLine", models.CASCADE, related_name="reports", db_index=False)
    reporter = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=8, choices=ReportReason)
    at = models.DateTimeField(db_default=Now())
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "reporter"], name="one_report_of_a_line"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, verdict="") | Q(settled_at__isnull=False) & ~Q(verdict=""),
                name="settled_report_says_how",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["at"], condition=Q(settled_at__isnull=True), name="open_chat_report"),
        ]

    def __str__(self) -> str:
        return f"{self.reason}: {self.line_id}"


class ChatTranslation(models.Model):
    """What a machine made of a line, kept so that it is asked once for each language."""

    line = models.ForeignKey("live.ChatLine", models.CASCADE, related_name="translations", db_index=False)
    language = models.CharField(max_length=16)
    body = models.CharField(max_length=4 * LONGEST_LINE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "language"], name="one_translation_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.body[:60]}"
