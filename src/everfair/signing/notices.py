"""What people are told of their agreements."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.text import Text
from everfair.notifications.public import Kind, declare_kind

AGREEMENTS = _("Agreements")
_SAMPLE = {
    "them": Text({"zh-hans": "南方桥梁公司", "en": "Puentes del Sur"}),
    "subject": _("Inspection of forty bridges"),
}

declare_kind(
    Kind(
        key="agreement_to_approve",
        group=AGREEMENTS,
        label=_("Agreement to approve"),
        description=_("The other side drafted, changed or approved the text of an agreement."),
        subject=_("Agreement to approve: %(subject)s"),
        body=_(
            "%(them)s drafted, changed or approved the text of the agreement about “%(subject)s”. Read it; it binds "
            "nobody before both sides have approved and signed."
        ),
        sample=_SAMPLE,
        obligation=True,
    )
)
declare_kind(
    Kind(
        key="agreement_to_sign",
        group=AGREEMENTS,
        label=_("Agreement to sign"),
        description=_("An agreement is ready for your organisation's signature."),
        subject=_("Agreement to sign: %(subject)s"),
        body=_(
            "The agreement with %(them)s about “%(subject)s” is ready for your signature. Whoever may sign for your "
            "organisation can do so now."
        ),
        sample=_SAMPLE,
        obligation=True,
    )
)
declare_kind(
    Kind(
        key="agreement_signed",
        group=AGREEMENTS,
        label=_("Agreement signed"),
        description=_("Both sides have signed."),
        subject=_("Signed by both sides: %(subject)s"),
        body=_(
            "Both sides have signed the agreement with %(them)s about “%(subject)s”. The signed paper is there to "
            "download; whoever holds it can verify it."
        ),
        sample=_SAMPLE,
        obligation=True,
    )
)
declare_kind(
    Kind(
        key="agreement_declined",
        group=AGREEMENTS,
        label=_("Agreement declined"),
        description=_("The other side declined an agreement, with the reason."),
        subject=_("%(them)s declined the agreement: %(subject)s"),
        body=_("%(them)s declined the agreement about “%(subject)s”. The reason:\n\n%(reason)s"),
        sample={**_SAMPLE, "reason": _("Our board wants to see the second phase first.")},
        obligation=True,
    )
)
