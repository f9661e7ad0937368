"""Documents that organisations show: sent as drafts, then shown with an application or an answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.accounts.errors import TooManyPapers
from everfair.accounts.models import OrganisationDocument, Person
from everfair.kernel.clock import now
from everfair.kernel.uploads import PAPERS, forget_upload, take_upload

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet

    from everfair.accounts.models import Organisation

MOST_PAPERS = 20
MOST_MB = 10
DRAFTS_LAST = timedelta(days=1)


def keep_draft(person: Person, file: UploadedFile[bytes], *, kind: str) -> OrganisationDocument:
    """Keep a file whose form has yet to be accepted; raises what `take_upload` raises, or `TooManyPapers`."""
    with atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        if drafts_of(person).count() >= MOST_PAPERS:
            raise TooManyPapers(limit=MOST_PAPERS)
        upload = take_upload(file, actor=person, sorts=PAPERS, most_mb=MOST_MB)
        return OrganisationDocument.objects.create(kind=kind, upload=upload, added_by=person)


def drafts_of(person: Person) -> QuerySet[OrganisationDocument]:
    """Return what the person has sent and not yet shown, the oldest first."""
    return OrganisationDocument.objects.filter(organisation=None, added_by=person).select_related("upload")


def show_papers(organisation: Organisation, papers: Iterable[OrganisationDocument], *, person: Person) -> int:
    """Give the person's own drafts to a locked organisation; returns how many. Raises `TooManyPapers`."""
    wanted = [paper.pk for paper in papers]
    shown = drafts_of(person).filter(pk__in=wanted).update(organisation=organisation)
    if shown and organisation.documents.count() > MOST_PAPERS:
        raise TooManyPapers(limit=MOST_PAPERS)
    return shown


def forget_drafts() -> int:
    """Delete drafts that nobody came back for; returns how many."""
    stale = OrganisationDocument.objects.filter(organisation=None, added_at__lt=now() - DRAFTS_LAST)
    forgotten = list(stale.select_related("upload"))
    for paper in forgotten:
        with atomic():
            paper.delete()
            forget_upload(paper.upload)
    return len(forgotten)
