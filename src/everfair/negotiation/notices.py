"""What people are told of their negotiations."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from everfair.kernel.text import Text
from everfair.notifications.public import Kind, declare_kind

NEGOTIATIONS = _("Negotiations")
_SAMPLE = {
    "them": Text({"zh-hans": "南方桥梁公司", "en": "Puentes del Sur"}),
    "subject": _("Inspection of forty bridges"),
}

declare_kind(
    Kind(
        key="negotiation_requested",
        group=NEGOTIATIONS,
        label=_("Request to negotiate"),
        description=_("Somebody asks your organisation to negotiate about a project."),
        subject=_("%(them)s asks you to negotiate: %(subject)s"),
        body=_(
            "%(them)s asks you to negotiate about “%(subject)s”.\n\nRead the first message, then accept or decline."
        ),
        sample=_SAMPLE,
    )
)
declare_kind(
    Kind(
        key="negotiation_accepted",
        group=NEGOTIATIONS,
        label=_("Request accepted"),
        description=_("The other side accepted your request; the talks can begin."),
        subject=_("%(them)s accepted: %(subject)s"),
        body=_("%(them)s accepted your request about “%(subject)s”. The talks can begin."),
        sample=_SAMPLE,
    )
)
declare_kind(
    Kind(
        key="negotiation_declined",
        group=NEGOTIATIONS,
        label=_("Request declined"),
        description=_("The other side declined your request, with the reason."),
        subject=_("%(them)s declined: %(subject)s"),
        body=_("%(them)s declined your request about “%(subject)s”. The reason:\n\n%(reason)s"),
        sample={**_SAMPLE, "reason": _("Our inspectors are booked until the autumn.")},
    )
)
declare_kind(
    Kind(
        key="negotiation_withdrawn",
        group=NEGOTIATIONS,
        label=_("Negotiation ended"),
        description=_("The other side took its request back, or broke off the talks."),
        subject=_("%(them)s ended the negotiation: %(subject)s"),
        body=_("%(them)s ended the negotiation about “%(subject)s”. Its history stays readable for both sides."),
        sample=_SAMPLE,
    )
)
declare_kind(
    Kind(
        key="negotiation_message",
        group=NEGOTIATIONS,
        label=_("New message"),
        description=_("The other side wrote; at most one mail a quarter of an hour, and none for what you have read."),
        subject=_("New message from %(them)s: %(subject)s"),
        body=_("%(them)s wrote to you in the negotiation about “%(subject)s”."),
        sample=_SAMPLE,
        settles=timedelta(minutes=2),
        pause=timedelta(minutes=15),
    )
)
declare_kind(
    Kind(
        key="negotiation_intent_recorded",
        group=NEGOTIATIONS,
        label=_("Intent to confirm"),
        description=_("The other side recorded what it intends, for you to confirm."),
        subject=_("%(them)s recorded an intent: %(subject)s"),
        body=_(
            "%(them)s recorded in the negotiation about “%(subject)s” what it intends:\n\n%(summary)s\n\n"
            "Confirm it, or answer with your own."
        ),
        sample={**_SAMPLE, "summary": _("Forty bridges in two phases.")},
    )
)
declare_kind(
    Kind(
        key="negotiation_intent_confirmed",
        group=NEGOTIATIONS,
        label=_("Intent confirmed"),
        description=_("The other side confirmed what you recorded; it is not yet contracted."),
        subject=_("%(them)s confirmed the intent: %(subject)s"),
        body=_(
            "Both sides now intend the same about “%(subject)s”. It is not yet contracted; draft the agreement next."
        ),
        sample=_SAMPLE,
    )
)
