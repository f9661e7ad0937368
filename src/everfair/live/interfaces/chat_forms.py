"""The form of a chat's rules."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from everfair.kernel.text import validate_readable
from everfair.live.domain.chat import NewRules
from everfair.live.enums import ChatAccess
from everfair.live.models.chat import LONGEST_WORD_LIST, SLOWEST


class ChatRulesForm(forms.Form):
    """`version` is the one that the writer has seen."""

    access = forms.ChoiceField(label=_("Who may write"), choices=ChatAccess, widget=forms.RadioSelect)
    slow_seconds = forms.IntegerField(
        label=_("Slow mode: seconds between two lines of a person"),
        min_value=0,
        max_value=SLOWEST,
        help_text=_("0 turns it off. Who moderates is not slowed down."),
    )
    words = forms.CharField(
        label=_("Words that are refused"),
        required=False,
        max_length=LONGEST_WORD_LIST,
        validators=[validate_readable],
        widget=forms.Textarea({"rows": 6}),
        help_text=_("One in a line. Other spellings of the same word are found, too."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def as_rules(self) -> NewRules:
        words = self.cleaned_data
        return NewRules(words["access"], words["slow_seconds"], words["words"].replace("\r\n", "\n"))
