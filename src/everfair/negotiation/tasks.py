"""Jobs of negotiations: one mail each, so that a mail that fails is tried again alone."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.urls import reverse
from procrastinate.contrib.django import app

from everfair.accounts.public import send_letter
from everfair.negotiation.models import Negotiation


@app.task(queue="mail", retry=5)
def send_notice(letter: str, negotiation: str, person: str) -> None:
    """Tell one person of a request or of its answer, in the person's language."""
    about = Negotiation.objects.select_related("initiator", "respondent").get(public_id=negotiation)
    reader = get_user_model().objects.get(public_id=person)
    send_letter(
        f"negotiation/letters/{letter}",
        email=reader.email,
        language=reader.language,
        subject=about.subject,
        initiator=about.initiator.name,
        respondent=about.respondent.name,
        reason=about.decline_reason,
        negotiation_url=reverse("negotiation:negotiation-view", args=[about.public_id]),
    )
