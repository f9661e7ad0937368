"""What the audience asks, and who else wants to know it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField
from everfair.live.enums import QuestionState


class Question(models.Model):
    """A question to those on stage, at most 500 characters.

    `taken_up_at` is the moment at which its answer begins, so that the recording can jump to it. With `is_anonymous`
    the author is kept all the same, for the case of abuse, but told to nobody (`domain.questions.reveal_author`).
    """

    public_id = PublicIdField()
    stream = models.ForeignKey("live.Stream", models.CASCADE, related_name="questions")
    author = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    is_anonymous = models.BooleanField(default=False)
    body = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=QuestionState, default=QuestionState.OPEN)
    asked_at = models.DateTimeField(db_default=Now())
    taken_up_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stream"], condition=Q(state=QuestionState.ANSWERING), name="one_question_on_screen"
            ),
            models.CheckConstraint(
                condition=~Q(state=QuestionState.ANSWERED) | Q(taken_up_at__isnull=False, answered_at__isnull=False),
                name="answered_question_has_moment",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["stream", "state"], name="question_by_state")]

    def __str__(self) -> str:
        return self.body


class QuestionVote(models.Model):
    """“I want to know that, too”: once a person and question. The person is empty once they were erased."""

    question = models.ForeignKey("live.Question", models.CASCADE, related_name="votes")
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    voted_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "person"], name="one_vote_for_a_question"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.question_id}"
