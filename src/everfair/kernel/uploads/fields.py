"""The form field that takes a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from everfair.kernel.errors import DomainError
from everfair.kernel.uploads.keeping import examine
from everfair.kernel.uploads.sorts import Sort, in_words


def _hint(sorts: frozenset[Sort], most_mb: int) -> str:
    return _("%(sorts)s, at most %(most)s MB.") % {"sorts": in_words(sorts), "most": most_mb}


_lazy_hint = lazy(_hint, str)


class UploadField(forms.FileField):
    """Says what is taken, and puts the refusal beside the field; the write checks again."""

    widget = forms.FileInput

    def __init__(self, *, sorts: frozenset[Sort], most_mb: int, **options: Any) -> None:
        self.sorts = sorts
        self.most_mb = most_mb
        options.setdefault("help_text", _lazy_hint(sorts, most_mb))
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        endings = sorted(suffix for sort in self.sorts for suffix in sort.suffixes)
        return {**super().widget_attrs(widget), "accept": ",".join(endings)}

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            try:
                examine(file, sorts=self.sorts, most_mb=self.most_mb)
            except DomainError as refusal:
                raise ValidationError(str(refusal), code=refusal.code) from refusal
        return file
