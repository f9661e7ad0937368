"""The forms of delegations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from everfair.accounts.domain.imports import MOST_MB
from everfair.accounts.enums import DelegationKind
from everfair.kernel.bilingual import BilingualForm, BilingualText
from everfair.kernel.tables import BadTable, refuse_other_files
from everfair.kernel.uploads import TABLES, UploadField

if TYPE_CHECKING:
    from everfair.fairs.models import Edition


class DelegationForm(BilingualForm):
    """Opens a delegation to one of the editions that its reader operates."""

    texts: ClassVar = (BilingualText("name", _("Name of the delegation"), longest=200, needed=True),)

    edition = forms.ChoiceField(label=_("Edition"))
    kind = forms.ChoiceField(label=_("Kind"), choices=DelegationKind.choices)

    def __init__(self, *args: Any, editions: Iterable[Edition], **options: Any) -> None:
        super().__init__(*args, **options)
        self.editions = {edition.slug: edition for edition in editions}
        choice = self.fields["edition"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- declared above
        choice.choices = [(slug, str(edition.name)) for slug, edition in self.editions.items()]

    @property
    def chosen_edition(self) -> Edition:
        return self.editions[self.cleaned_data["edition"]]


class OfficerForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address of the person's account"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off"}),
    )


class TableField(UploadField):
    """Takes a spreadsheet; what is one of another kind is told how to become one that is read."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        if isinstance(data, UploadedFile) and data.size and data.size <= self.most_mb * 2**20:
            try:
                refuse_other_files(data.read())
            except BadTable as problem:
                raise ValidationError(str(problem), code=problem.code) from problem
            finally:
                data.seek(0)
        return super().clean(data, initial)


class SpreadsheetForm(forms.Form):
    file = TableField(label=_("Spreadsheet of firms"), sorts=TABLES, most_mb=MOST_MB)
