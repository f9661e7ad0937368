"""What notifications tell the event log; a notice itself is no event, it follows from one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.events import declare

declare("notification_wishes.changed", _("A person chose how and when they are told of things."), changed=list)
declare(
    "mail.unsubscribed", _("A person ended mail of one kind, or all optional mail, by the link in a letter."), kind=str
)
declare("device.added", _("A person lets a device show notices."), device=str)
declare("device.removed", _("A device no longer shows a person's notices."), device=str)
declare("mail_problem.noted", _("Mail to an address comes back or is unwanted; no more is sent there."), ailment=str)
declare("mail_problem.solved", _("Mail to an address is sent again: its owner says that it works."))
