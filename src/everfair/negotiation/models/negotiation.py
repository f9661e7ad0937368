"""A negotiation: a thing of its own, with a full history."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField
from everfair.negotiation.enums import OPEN_STATES, TURNS_OF, NegotiationState, Side, Turn

_IN_TALKS = Q(state=NegotiationState.ACCEPTED)


class Negotiation(models.Model):
    """`initiator` asks `respondent`; initiated, answered, intended and concluded are never added up.

    `subject` is kept as it was written, in the writer's language. `turn` is whom the talks
    wait for, empty when they wait for nobody; `moved_at` is the last time that anything happened.
    Each side has a person who leads the talks for it, or nobody (yet, or any more).
    """

    public_id = PublicIdField()
    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="negotiations", db_index=False)
    project = models.ForeignKey("exhibition.Project", models.SET_NULL, null=True, blank=True, related_name="+")
    initiator = models.ForeignKey(
        "accounts.Organisation", models.CASCADE, related_name="negotiations_initiated", db_index=False
    )
    respondent = models.ForeignKey(
        "accounts.Organisation", models.CASCADE, related_name="negotiations_received", db_index=False
    )
    initiated_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    answered_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    initiator_lead = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    respondent_lead = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    subject = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=NegotiationState, default=NegotiationState.INITIATED)
    turn = models.CharField(max_length=10, choices=Turn, blank=True, default="", db_default="")
    decline_reason = models.CharField(max_length=500, blank=True)
    initiated_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(initiator=F("respondent")), name="negotiation_with_another"),
            models.CheckConstraint(
                condition=~Q(state=NegotiationState.DECLINED) | ~Q(decline_reason=""), name="declined_with_reason"
            ),
            models.UniqueConstraint(
                fields=["project", "initiator"], condition=Q(state__in=OPEN_STATES), name="one_open_negotiation"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["initiator", "-moved_at"], name="negotiation_by_initiator"),
            models.Index(fields=["respondent", "-moved_at"], name="negotiation_by_respondent"),
            models.Index(
                fields=["respondent", "-moved_at"],
                condition=Q(state=NegotiationState.INITIATED),
                name="negotiation_unanswered",
            ),
            models.Index(
                fields=["initiator", "-moved_at"],
                condition=_IN_TALKS & Q(turn__in=TURNS_OF[Side.INITIATOR]),
                name="initiators_turn",
            ),
            models.Index(
                fields=["respondent", "-moved_at"],
                condition=_IN_TALKS & Q(turn__in=TURNS_OF[Side.RESPONDENT]),
                name="respondents_turn",
            ),
            models.Index(fields=["edition", "initiated_at"], name="negotiation_by_time"),
            models.Index(
                fields=["initiator_lead", "-moved_at"],
                condition=Q(initiator_lead__isnull=False),
                name="led_by_initiators",
            ),
            models.Index(
                fields=["respondent_lead", "-moved_at"],
                condition=Q(respondent_lead__isnull=False),
                name="led_by_respondents",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def channel(self) -> str:
        return f"negotiation.{self.public_id}"
