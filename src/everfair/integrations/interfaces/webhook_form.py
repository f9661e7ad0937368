"""The form of a webhook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from everfair.integrations.domain.webhooks import LONGEST_ADDRESS, WebhookPlan
from everfair.integrations.hooks import hooks

if TYPE_CHECKING:
    from everfair.integrations.models import Webhook


class WebhookForm(forms.Form):
    url = forms.CharField(
        label=_("Address"),
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput({"type": "url", "autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
        help_text=_("Where the fair posts to: an https address of the other system."),
    )
    kinds = forms.MultipleChoiceField(label=_("What it is told of"), widget=forms.CheckboxSelectMultiple)
    is_on = forms.BooleanField(label=_("Switched on"), required=False, initial=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.MultipleChoiceField", self.fields["kinds"]).choices = [(hook.kind, hook.words) for hook in hooks()]

    def plan(self) -> WebhookPlan:
        """Return what was typed; only after the form was found valid."""
        typed = self.cleaned_data
        return WebhookPlan(typed["url"], typed["kinds"], typed["is_on"])


def described(webhook: Webhook) -> dict[str, Any]:
    """Return what the form shows of a webhook that there is."""
    return {"url": webhook.url, "kinds": webhook.kinds, "is_on": webhook.is_on}
