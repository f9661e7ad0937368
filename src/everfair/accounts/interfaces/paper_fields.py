"""Fields that take an organisation's documents, several at a time, one field a kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from everfair.accounts.domain.papers import MOST_MB, drafts_of, keep_draft
from everfair.accounts.enums import DocumentKind
from everfair.kernel.errors import DomainError
from everfair.kernel.uploads import PAPERS, UploadField

if TYPE_CHECKING:
    from django.http import QueryDict

    from everfair.accounts.models import OrganisationDocument, Person


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class PapersField(UploadField):
    """Cleans to the list of files that were sent."""

    widget = SeveralFiles

    def __init__(self, **options: Any) -> None:
        super().__init__(sorts=PAPERS, most_mb=MOST_MB, required=False, **options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        return [super(PapersField, self).clean(file, initial) for file in data or []]


class PapersForm(forms.Form):
    """Adds a field for each kind of document.

    A browser does not send a file again when the form comes back with a complaint. So what arrived whole is kept
    as the person's draft at once (`keep_papers`), and listed in the form as `held`, ticked.
    """

    held: list[OrganisationDocument]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.held = []
        for kind in DocumentKind:
            self.fields[f"papers_{kind}"] = PapersField(label=kind.label)

    def paper_fields(self) -> Iterator[forms.BoundField]:
        for kind in DocumentKind:
            yield self[f"papers_{kind}"]

    def keep_papers(self, person: Person) -> list[OrganisationDocument]:
        """Keep the files of a bound form, valid or not; returns them and those that the form held already."""
        posted: QueryDict = self.data  # type: ignore[assignment]  # a form of a request has a QueryDict
        wanted = posted.getlist("held")
        self.held = list(drafts_of(person).filter(public_id__in=wanted).order_by("id")) if wanted else []
        for kind in DocumentKind:
            for file in self.cleaned_data.get(f"papers_{kind}") or []:
                self._keep(person, file, kind)
        return self.held

    def _keep(self, person: Person, file: UploadedFile[bytes], kind: DocumentKind) -> None:
        try:
            self.held.append(keep_draft(person, file, kind=kind))
        except DomainError as refusal:
            self.add_error(f"papers_{kind}", str(refusal))
