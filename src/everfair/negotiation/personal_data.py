"""What negotiations hold about a person. It is the other side's record, too: words stay, names become a pseudonym."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from everfair.accounts.public import organisations_left_alone
from everfair.kernel.personal_data import Held, Holder, Tie, hold, keep, told
from everfair.negotiation.enums import OPEN_STATES
from everfair.negotiation.models import Intent, Message, Negotiation

if TYPE_CHECKING:
    from everfair.accounts.models import Person


def tell_negotiations(person: Person) -> Held:
    """Tell the negotiations that the person began, answered or leads; the two sides by name, as the page shows them."""
    parts = ("initiated_by", "answered_by", "initiator_lead", "respondent_lead")
    theirs = Negotiation.objects.filter(Q(*((part, person) for part in parts), _connector=Q.OR))
    fields = ("public_id", "subject", "state", "initiated_at", "answered_at", "concluded_at")
    return Held(told(theirs, *fields, initiator="initiator__name", respondent="respondent__name"))


def tell_messages(person: Person) -> Held:
    """Tell what the person wrote, not what was written to them: that is the other side's."""
    rows = Message.objects.filter(author=person)
    return Held(told(rows, "kind", "body", "sent_at", negotiation="negotiation__public_id"))


def tell_intents(person: Person) -> Held:
    fields = ("round", "summary", "amount_minor", "currency", "recorded_at", "confirmed_at")
    where = {"negotiation": "negotiation__public_id"}
    recorded = told(Intent.objects.filter(recorded_by=person), *fields, **where)
    confirmed = told(Intent.objects.filter(confirmed_by=person), *fields, **where)
    return Held(
        [*({**row, "part": "recorded"} for row in recorded), *({**row, "part": "confirmed"} for row in confirmed)]
    )


def forget_leads(person: Person) -> None:
    """Nobody leads in a pseudonym's name."""
    Negotiation.objects.filter(initiator_lead=person).update(initiator_lead=None)
    Negotiation.objects.filter(respondent_lead=person).update(respondent_lead=None)


def lonely_talks_ties(person: Person) -> list[Tie]:
    """Talks of an organisation that nobody else acts for would wait for ever: end them first.

    What a person leads among colleagues is handed over to one of them; accounts ask for that.
    """
    alone = organisations_left_alone(person)
    lonely = Negotiation.objects.filter(Q(initiator__in=alone) | Q(respondent__in=alone), state__in=OPEN_STATES)
    return [_tie(negotiation) for negotiation in lonely.order_by("id")]


def _tie(negotiation: Negotiation) -> Tie:
    return Tie(
        _("“%(subject)s” is still open, and nobody else could go on with it: end it.")
        % {"subject": negotiation.subject},
        reverse("negotiation:negotiation-view", args=[negotiation.public_id]),
        _("To the negotiation"),
    )


hold(
    Holder(
        "negotiation.negotiations",
        tell_negotiations,
        forget_leads,
        models=("negotiation.Negotiation",),
        ties=lonely_talks_ties,
    )
)
hold(Holder("negotiation.messages", tell_messages, keep, models=("negotiation.Message",)))
hold(Holder("negotiation.intents", tell_intents, keep, models=("negotiation.Intent",)))
