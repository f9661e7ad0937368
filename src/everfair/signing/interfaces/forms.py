"""What people type into agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everfair.exhibition.public import SupplyMode as Modes
from everfair.kernel.errors import DomainError
from everfair.kernel.text import Text, validate_readable
from everfair.negotiation.public import DeclineForm, MoneyForm, WordsField
from everfair.signing.domain.terms import DraftTerms
from everfair.signing.paper.terms import LONGEST, LONGEST_MONTHS, Side, SupplyMode

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["DeclineForm", "SignForm", "TermsForm", "UploadForm"]

LANGUAGE_CHOICES = [("", _("Both texts equally")), ("zh-hans", _("The Chinese text")), ("en", _("The English text"))]
FIELDS = {"subject": "subject_zh", "scope": "scope_zh", "governing_law": "law_zh"}


def _line(label: str | _StrPromise, longest: int) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, validators=[validate_readable])


def _words(label: str | _StrPromise, longest: int) -> WordsField:
    return WordsField(label=label, max_length=longest, rows=6, required=False)


def _months(label: str | _StrPromise, help_text: str | _StrPromise) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, required=False, min_value=1, max_value=LONGEST_MONTHS)


class TermsForm(MoneyForm):
    """The terms that the parties choose; one language is enough, the paper then repeats it, marked."""

    subject_zh = _line(_("Subject, in Chinese"), LONGEST["subject"])
    subject_en = _line(_("Subject, in English"), LONGEST["subject"])
    scope_zh = _words(_("Services, in Chinese"), LONGEST["scope"])
    scope_en = _words(_("Services, in English"), LONGEST["scope"])
    provider = forms.ChoiceField(label=_("Who provides the services"))
    supply_mode = forms.TypedChoiceField(label=_("Mode of supply"), choices=Modes.choices, coerce=int)
    starts_on = forms.DateField(label=_("Begins on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    term_months = _months(_("Months"), _("Leave it empty if it lasts until the services are rendered."))
    confidential_months = _months(
        _("Months of confidentiality after the end"), _("Leave it empty if nothing is confidential.")
    )
    prevails = forms.ChoiceField(label=_("If the two texts differ"), choices=LANGUAGE_CHOICES, required=False)
    law_zh = _words(_("Law and disputes, in Chinese"), LONGEST["governing_law"])
    law_en = _words(_("Law and disputes, in English"), LONGEST["governing_law"])
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)

    field_order = (
        *("subject_zh", "subject_en", "scope_zh", "scope_en", "provider", "supply_mode", "amount", "currency"),
        *("starts_on", "term_months", "confidential_months", "prevails", "law_zh", "law_en", "version"),
    )

    def __init__(self, *args: Any, parties: dict[Side, Text], **options: Any) -> None:
        super().__init__(*args, **options)
        provider = self.fields["provider"]
        if isinstance(provider, forms.ChoiceField):
            provider.choices = [(side.value, str(name)) for side, name in parties.items()]
        for field in ("law_zh", "law_en"):
            self.fields[field].widget.attrs["rows"] = 3

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, sentence in (
            ("subject", _("Write the subject in Chinese, in English, or in both.")),
            ("scope", _("Describe the services in Chinese, in English, or in both.")),
        ):
            both = (f"{name}_zh", f"{name}_en")
            if not any(cleaned.get(field) for field in both) and not any(field in self.errors for field in both):
                self.add_error(both[0], str(sentence))
        return cleaned

    def draft(self) -> DraftTerms:
        """Return what was typed as terms; for a valid form."""
        words = self.cleaned_data
        return DraftTerms(
            provider=Side(words["provider"]),
            subject=self._text("subject"),
            scope=self._text("scope"),
            amount=words["money"],
            starts_on=words["starts_on"],
            term_months=words["term_months"],
            supply_mode=SupplyMode(words["supply_mode"]),
            confidential_months=words["confidential_months"],
            prevails=words["prevails"] or None,
            governing_law=self._text("law"),
        )

    def refuse(self, refusal: DomainError) -> None:
        """Put a refusal of the domain beside the field that it speaks of."""
        field = FIELDS.get(refusal.field or "", refusal.field)
        self.add_error(field if field in self.fields else None, str(refusal))

    def _text(self, name: str) -> Text:
        words = self.cleaned_data
        return Text({"zh-hans": words[f"{name}_zh"], "en": words[f"{name}_en"]})


class SignForm(forms.Form):
    password = forms.CharField(
        label=_("Your password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    read = forms.BooleanField(label=_("I have read the whole text and may bind my organisation by it."))


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("The signed PDF"),
        widget=forms.ClearableFileInput({"accept": "application/pdf,.pdf"}),
        error_messages={
            "empty": _("This file is empty. Please choose the signed agreement as you received it."),
            "required": _("Choose a file first."),
        },
        help_text=_("Up to 10 MB. The file is checked and forgotten; nothing is kept."),
    )
