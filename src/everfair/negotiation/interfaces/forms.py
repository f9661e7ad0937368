"""What people type in negotiations."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from everfair.accounts.public import BorderForm
from everfair.kernel.text import validate_readable
from everfair.negotiation.domain.negotiation import LONGEST_MESSAGE, LONGEST_REASON, LONGEST_SUBJECT
from everfair.negotiation.domain.talks import LONGEST_SUMMARY
from everfair.negotiation.interfaces.money_form import MoneyForm
from everfair.negotiation.interfaces.words_field import WordsField


class RequestForm(BorderForm):
    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT, validators=[validate_readable])
    message = WordsField(
        label=_("Your first message"),
        max_length=LONGEST_MESSAGE,
        rows=9,
        help_text=_("Write in your own language; it is kept as you write it."),
    )


class AcceptForm(BorderForm):
    """Asks nothing but what has to be asked at the border."""


class DeclineForm(forms.Form):
    reason = WordsField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        rows=3,
        help_text=_("The other side reads it, word for word."),
    )


class MessageForm(BorderForm):
    body = WordsField(label=_("Message"), max_length=LONGEST_MESSAGE, rows=1)
    body.widget.attrs.update({"class": "block", "placeholder": _("Write in your language. Ctrl+Enter sends.")})


class IntentForm(MoneyForm):
    summary = WordsField(
        label=_("What you intend"),
        max_length=LONGEST_SUMMARY,
        rows=4,
        help_text=_("Scope, quantity, time: one paragraph that the other side can confirm."),
    )

    field_order = ("summary", "amount", "currency")
