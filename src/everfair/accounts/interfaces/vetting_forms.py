"""The small forms of the vetting desk."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everfair.accounts.enums import VerificationLevel
from everfair.accounts.errors import ReasonMissing
from everfair.kernel.text import validate_readable

_CHOSEN = re.compile(r"([0-9a-z]{1,20})\.([0-9]{1,6})")


class AnswerForm(forms.Form):
    """Words to the applicant; `seen` is how many steps of the application the vetter had read."""

    words = forms.CharField(
        label=_("Your words"),
        max_length=1000,
        required=False,
        validators=[validate_readable],
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The applicant reads it, word for word."),
    )
    seen = forms.IntegerField(required=False, min_value=0, max_value=10**6, widget=forms.HiddenInput)


class LevelForm(AnswerForm):
    level = forms.TypedChoiceField(label=_("Proved"), choices=VerificationLevel.choices, coerce=int)


class ChosenField(forms.Field):
    """Takes ticked boxes "<public id>.<steps seen>"; cleans to a dictionary. Values of another shape are left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> dict[str, int]:
        shapes = (_CHOSEN.fullmatch(ticked) for ticked in value or [])
        chosen = {shape[1]: int(shape[2]) for shape in shapes if shape}
        if not chosen:
            raise forms.ValidationError(_("Tick at least one application first."), code="required")
        return chosen


class SeveralForm(forms.Form):
    """One answer to several applications."""

    chosen = ChosenField()
    verb = forms.ChoiceField(choices=[("approve", _("Approve")), ("refuse", _("Refuse"))])
    words = forms.CharField(
        label=_("Words to all of them"),
        max_length=1000,
        required=False,
        validators=[validate_readable],
        widget=forms.Textarea({"rows": 2}),
        help_text=_("A refusal needs a reason. The applicants read it, word for word."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("verb") == "refuse" and not data.get("words") and "words" not in self.errors:
            self.add_error("words", str(ReasonMissing.sentence))
        return data
