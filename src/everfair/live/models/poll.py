"""Polls and quizzes beside a stream."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField
from everfair.kernel.text import TextField
from everfair.live.enums import PollKind, PollResults, PollState


class Poll(models.Model):
    """One question with a few options; a quiz knows which of them are right."""

    public_id = PublicIdField()
    stream = models.ForeignKey("live.Stream", models.CASCADE, related_name="polls")
    question = TextField(max_length=200)
    kind = models.CharField(max_length=8, choices=PollKind, default=PollKind.SINGLE)
    results = models.CharField(max_length=8, choices=PollResults, default=PollResults.LIVE)
    state = models.CharField(max_length=8, choices=PollState, default=PollState.DRAFT)
    made_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=PollState.DRAFT) | Q(opened_at__isnull=False), name="opened_poll_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=PollState.CLOSED) | Q(closed_at__isnull=False), name="closed_poll_has_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.question)


class PollOption(models.Model):
    """One of the answers; `place` counts from 0."""

    poll = models.ForeignKey("live.Poll", models.CASCADE, related_name="options")
    place = models.PositiveSmallIntegerField()
    label = TextField(max_length=120)
    is_right = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "place"], name="one_option_a_place"),
        ]

    def __str__(self) -> str:
        return str(self.label)


class PollVote(models.Model):
    """A cross beside one option. Where one answer is asked for (`is_sole`), a person has one cross in the poll.

    The person is empty once they were erased; the count stays.
    """

    poll = models.ForeignKey("live.Poll", models.CASCADE, related_name="votes")
    option = models.ForeignKey("live.PollOption", models.CASCADE, related_name="votes")
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    is_sole = models.BooleanField()
    voted_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["option", "person"], name="one_cross_beside_an_option"),
            models.UniqueConstraint(fields=["poll", "person"], condition=Q(is_sole=True), name="one_sole_cross"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.option_id}"
