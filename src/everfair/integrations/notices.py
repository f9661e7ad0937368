"""What people are told of the webhooks that they look after."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.notifications.public import Kind, declare_kind

declare_kind(
    Kind(
        key="webhook_stopped",
        group=_("Webhooks"),
        label=_("Webhook switched off"),
        description=_("A webhook that you look after was switched off, for nothing arrived there any more."),
        subject=_("Webhook switched off: %(site)s"),
        body=_(
            "For more than two days nothing that the fair sent to %(site)s arrived, so the webhook is off.\n\n"
            "Look at its page for what went wrong. When the other side works again, send a test and switch it on."
        ),
        sample={"site": "crm.example.org"},
    )
)
