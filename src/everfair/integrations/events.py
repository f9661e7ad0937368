"""What integrations tell the event log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.events import declare

declare("webhook.made", _("A webhook was added."), site=str)
declare("webhook.changed", _("A webhook was changed."), site=str)
declare("webhook.secret_renewed", _("A webhook got a new secret."), site=str)
declare("webhook.tested", _("A test was sent to a webhook."), site=str)
declare("webhook.sent_again", _("Something was sent to a webhook again."), site=str)
declare("webhook.stopped", _("A webhook was switched off, for nothing arrived there any more."), site=str)
declare("webhook.removed", _("A webhook was removed."), site=str)
