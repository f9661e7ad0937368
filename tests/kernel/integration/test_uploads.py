"""Files taken, kept, given back and forgotten."""

from __future__ import annotations

import os
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django import forms
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.utils.translation import override
from PIL import Image

from everfair.kernel.clock import now
from everfair.kernel.models import Upload
from everfair.kernel.uploads import (
    IMAGES,
    PAPERS,
    TABLES,
    UploadField,
    UploadInfected,
    UploadNotWanted,
    UploadTooLarge,
    answer_upload,
    forget_upload,
    keep_file,
    open_upload,
    sweep_uploads,
    take_avatar,
    take_upload,
)
from tests.factories.accounts import PersonFactory
from tests.factories.uploads import EICAR, PDF, SVG, picture, sent
from tests.kernel.clamd import listening_over_tcp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _storage_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def li() -> Person:
    return PersonFactory.create()


def kept_files(root: str | Path) -> list[Path]:
    return sorted(path for path in Path(root).rglob("*") if path.is_file())


def test_file_is_kept_under_a_name_that_nobody_chose(li: Person, settings: Settings) -> None:
    upload = take_upload(sent(PDF, "../执照.pdf", "text/html"), actor=li, sorts=PAPERS, most_mb=1)

    (kept,) = kept_files(settings.MEDIA_ROOT)
    assert kept.relative_to(settings.MEDIA_ROOT).as_posix() == upload.stored
    assert upload.stored.startswith(f"uploads/{kept.name[:2]}/")
    assert (upload.name, upload.media_type, upload.size) == ("执照.pdf", "application/pdf", len(PDF))
    assert upload.sha256 == sha256(PDF).hexdigest()
    assert upload.sent_by == li
    assert kept.read_bytes() == PDF
    assert kept.stat().st_mode & 0o777 == 0o600


def test_same_name_twice_overwrites_nothing(li: Person) -> None:
    first = take_upload(sent(PDF, "a.pdf"), actor=li, sorts=PAPERS, most_mb=1)
    second = take_upload(sent(PDF + b"%", "a.pdf"), actor=li, sorts=PAPERS, most_mb=1)

    with open_upload(first) as one, open_upload(second) as two:
        assert (one.read(), two.read()) == (PDF, PDF + b"%")


def test_refused_file_leaves_nothing(li: Person, settings: Settings) -> None:
    with pytest.raises(UploadTooLarge, match="larger than 1 MB"):
        take_upload(sent(PDF + bytes(2**20)), actor=li, sorts=PAPERS, most_mb=1)
    with pytest.raises(UploadNotWanted, match="PDF, JPEG, PNG or WebP"):
        take_upload(sent(SVG, "logo.png", "image/png"), actor=li, sorts=PAPERS, most_mb=1)

    assert (kept_files(settings.MEDIA_ROOT), Upload.objects.count()) == ([], 0)


def test_infected_file_leaves_nothing(li: Person, settings: Settings) -> None:
    with listening_over_tcp() as address:
        settings.OPTIONS = settings.OPTIONS.model_copy(update={"clamav": address})

        with pytest.raises(UploadInfected):
            take_upload(sent(b"name\n" + EICAR), actor=li, sorts=TABLES, most_mb=1)

    assert (kept_files(settings.MEDIA_ROOT), Upload.objects.count()) == ([], 0)


def test_bytes_go_when_the_row_cannot_be_written(settings: Settings, li: Person) -> None:
    with pytest.raises(DatabaseError):
        keep_file(PDF, name="a.pdf", media_type="m" * 200, actor=li)

    assert kept_files(settings.MEDIA_ROOT) == []


def test_sweep_takes_old_bytes_without_a_row_only(settings: Settings, li: Person) -> None:
    kept, fresh, lost = (keep_file(PDF, name="a.pdf", media_type="application/pdf", actor=li) for _ in range(3))
    Upload.objects.filter(pk__in=[fresh.pk, lost.pk]).delete()
    long_ago = (now() - timedelta(days=2)).timestamp()
    for upload in (kept, lost):
        os.utime(default_storage.path(upload.stored), (long_ago, long_ago))

    assert sweep_uploads() == 1
    assert [path.name for path in kept_files(settings.MEDIA_ROOT)] == sorted(
        Path(upload.stored).name for upload in (kept, fresh)
    )


def test_sweep_of_an_empty_storage_finds_nothing() -> None:
    assert sweep_uploads() == 0


def test_forgotten_file_is_gone_once_that_is_final(
    settings: Settings, li: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    upload = keep_file(PDF, name="a.pdf", media_type="application/pdf", actor=li)

    with django_capture_on_commit_callbacks() as callbacks:
        forget_upload(upload)
    assert len(kept_files(settings.MEDIA_ROOT)) == 1
    callbacks[0]()

    assert (kept_files(settings.MEDIA_ROOT), Upload.objects.count()) == ([], 0)


def test_file_made_by_ourselves_is_kept_from_a_path(li: Person, tmp_path: Path) -> None:
    made = tmp_path / "made.csv"
    made.write_bytes(b"a,b\n")

    upload = keep_file(made, name="rows.csv", media_type="text/csv", actor=li)

    with open_upload(upload) as kept:
        assert kept.read() == b"a,b\n"


@pytest.mark.parametrize(
    ("media_type", "inline", "disposition"),
    [
        ("application/pdf", False, "attachment; filename*=utf-8''%E6%89%A7%E7%85%A7.pdf"),
        ("application/pdf", True, "inline; filename*=utf-8''%E6%89%A7%E7%85%A7.pdf"),
        ("text/csv", True, "attachment; filename*=utf-8''%E6%89%A7%E7%85%A7.pdf"),
    ],
)
def test_answer_is_a_download_that_no_browser_runs(media_type: str, inline: bool, disposition: str) -> None:  # noqa: FBT001 -- a row of the table
    upload = keep_file(PDF, name="执照.pdf", media_type=media_type, actor=None)

    answer = answer_upload(upload, inline=inline)

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == disposition
    assert answer["Content-Type"] == media_type
    assert answer["Content-Length"] == str(len(PDF))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"
    answer.close()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_avatar_is_drawn_anew_without_metadata(li: Person, kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif[0x0112] = 3  # upside down

    upload = take_avatar(sent(picture(kind, exif=exif.tobytes())), actor=li)

    with open_upload(upload) as kept, Image.open(BytesIO(kept.read())) as avatar:
        assert (avatar.format, avatar.size) == ("WEBP", (256, 256))
        assert not avatar.getexif()
        red, green, _ = avatar.convert("RGB").getpixel((200, 128))
        assert red > green  # turned, the red half is on the right


def test_avatar_keeps_what_is_transparent(li: Person) -> None:
    packed = BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(packed, "PNG")

    upload = take_avatar(sent(packed.getvalue()), actor=li)

    with open_upload(upload) as kept, Image.open(BytesIO(kept.read())) as avatar:
        assert avatar.mode == "RGBA"


def test_avatar_of_ten_megabytes_is_refused(li: Person) -> None:
    with pytest.raises(UploadTooLarge, match="larger than 5 MB"):
        take_avatar(sent(picture("JPEG") + bytes(10 * 2**20)), actor=li)


class PaperForm(forms.Form):
    paper = UploadField(sorts=IMAGES, most_mb=1, required=False)


@pytest.mark.parametrize(
    ("language", "hint", "sentence"),
    [
        ("en", "JPEG, PNG or WebP, at most 1 MB.", "Send one of these: JPEG, PNG or WebP."),
        ("zh-hans", "JPEG、PNG或WebP，不超过 1 MB。", "请上传以下格式之一：JPEG、PNG或WebP。"),
    ],
)
def test_field_says_what_is_taken_and_why_not(language: str, hint: str, sentence: str) -> None:
    with override(language):
        form = PaperForm({}, {"paper": sent(SVG, "a.png")})

        assert form.fields["paper"].help_text == hint
        assert sentence in form.errors["paper"][0]
        assert 'accept=".jpeg,.jpg,.png,.webp"' in str(form["paper"])


def test_field_without_a_file_is_empty() -> None:
    assert PaperForm({}, {}).is_valid()


def test_scanner_is_asked_once_for_form_and_write(li: Person, settings: Settings) -> None:
    with listening_over_tcp() as address:
        settings.OPTIONS = settings.OPTIONS.model_copy(update={"clamav": address})
        form = PaperForm({}, {"paper": sent(picture(), "a.png")})
        assert form.is_valid()
    # the scanner is away by now: a second question would be refused
    upload = take_upload(form.cleaned_data["paper"], actor=li, sorts=IMAGES, most_mb=1)

    assert upload.name == "a.png"
