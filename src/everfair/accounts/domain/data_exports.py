"""Downloads of everything the fair holds about a person: asked for, made by the worker, fetched."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.transaction import atomic
from django.template.loader import render_to_string
from django.utils import translation

from everfair.accounts.enums import ExportState
from everfair.accounts.models import DataExport, Person
from everfair.accounts.privacy_errors import ExportWaiting, TooManyExports
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.languages import LANGUAGES
from everfair.kernel.personal_data import Held, tell_all
from everfair.kernel.text import Text
from everfair.kernel.uploads import keep_file, open_upload

if TYPE_CHECKING:
    from everfair.kernel.models import Upload

MOST_A_DAY = 3
LOST_AFTER = timedelta(hours=6)
BLOCK = 256 * 1024


class _Plain(DjangoJSONEncoder):
    """Writes texts in languages as objects."""

    def default(self, o: Any) -> Any:
        return dict(o) if isinstance(o, Text) else super().default(o)


def ask_for_export(person: Person) -> DataExport:
    """Have the worker collect everything about a person; `ExportWaiting` if it does so, `TooManyExports` a day."""
    from everfair.accounts.tasks import (  # noqa: PLC0415 -- the job's module needs procrastinate's app, ready only later
        make_data_export,
    )

    with atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        exports = DataExport.objects.filter(person=person)
        exports.filter(state=ExportState.WAITING, asked_at__lt=now() - LOST_AFTER).update(state=ExportState.FAILED)
        if exports.filter(state=ExportState.WAITING).exists():
            raise ExportWaiting
        if exports.filter(asked_at__gt=now() - timedelta(days=1)).count() >= MOST_A_DAY:
            raise TooManyExports(limit=MOST_A_DAY)
        export = DataExport.objects.create(person=person, asked_at=now())
        log_event("data_export.asked", actor=person, subject=export)
        make_data_export.defer(export=export.public_id)
    return export


def make_export(export: DataExport) -> None:
    """Write the file of an export that still waits; making it twice makes it once."""
    with atomic(), TemporaryDirectory() as folder:
        export = DataExport.objects.select_for_update(of=("self",)).select_related("person").get(pk=export.pk)
        if export.state != ExportState.WAITING:
            return
        person = export.person
        file = Path(folder) / "export.zip"
        _write(file, person)
        export.ready_at = now()
        export.expires_at = export.ready_at + timedelta(days=settings.OPTIONS.data_export_days)
        export.upload = keep_file(
            file, name=f"everfair-{export.ready_at:%Y-%m-%d}.zip", media_type="application/zip", actor=person
        )
        export.state = ExportState.READY
        export.save()
        log_event("data_export.ready", actor=person, subject=export, expires_at=export.expires_at.isoformat())


def fail_export(export: DataExport) -> None:
    """Let the person ask again for what could not be made."""
    with atomic():
        waiting = DataExport.objects.filter(pk=export.pk, state=ExportState.WAITING)
        if waiting.update(state=ExportState.FAILED):
            log_event("data_export.failed", actor=None, subject=export)


def note_download(export: DataExport, *, actor: Person) -> None:
    """Log that the file was fetched: whoever finds it in the list of their deeds and did not, knows."""
    with atomic():
        log_event("data_export.downloaded", actor=actor, subject=export)


def _write(file: Path, person: Person) -> None:
    """Collect all parts; the files come one after the other, so that none has to fit into memory."""
    sections = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for section, held in tell_all(person):
            names = [_pack(package, section, upload) for upload in held.files]
            sections[section] = _section(held, names)
        data = {"person": person.public_id, "made_at": now(), "sections": sections}
        package.writestr("data.json", json.dumps(data, cls=_Plain, ensure_ascii=False, indent=2))
        package.writestr("README.txt", _readme(person))


def _section(held: Held, names: list[str]) -> dict[str, Any]:
    return {"records": held.records, **({"files": names} if names else {})}


def _pack(package: zipfile.ZipFile, section: str, upload: Upload) -> str:
    name = f"files/{section}/{upload.public_id}-{upload.name}"
    with open_upload(upload) as bytes_, package.open(name, "w") as target:
        while block := bytes_.read(BLOCK):
            target.write(block)
    return name


def _readme(person: Person) -> str:
    words = {"person": person, "address": settings.OPTIONS.address, "made_at": now()}
    parts = []
    for language in LANGUAGES:
        with translation.override(language):
            parts.append(render_to_string("accounts/data_export/readme.txt", words).strip())
    return "\n\n\n".join(parts) + "\n"
