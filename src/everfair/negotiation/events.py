"""What happens in negotiations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.events import declare

declare(
    "negotiation.initiated",
    _("An organisation asked another to negotiate about a project."),
    project=str,
    initiator=str,
    respondent=str,
)
declare("negotiation.accepted", _("The other side accepted the request."), seconds=int)
declare("negotiation.declined", _("The other side declined the request, with a reason."), reason=str, seconds=int)
declare("negotiation.withdrawn", _("A side took its request back, or broke off the talks."), answered=bool)
declare("negotiation.message_posted", _("A side wrote a message."), message=str)
declare(
    "negotiation.intent_recorded",
    _("A side recorded what it intends; not yet contracted."),
    intent=str,
    round=int,
    amount_minor=int,
    currency=str,
)
declare("negotiation.intent_confirmed", _("The other side confirmed the intent; not yet contracted."), intent=str)
declare("negotiation.concluded", _("Both sides signed an agreement."), agreement=str)
