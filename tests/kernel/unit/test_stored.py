from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from everfair.config.options import Options
from everfair.kernel.objects import Bucket, BucketPlace
from everfair.kernel.stored import NOTE, StoredNote, drop_note, read_note, write_note

pytestmark = pytest.mark.unit

FILES = st.from_regex(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,9}", fullmatch=True)


@given(st.dictionaries(FILES, st.integers(0, 2**40)), FILES)
def test_note_tells_the_size_of_what_is_in_it_and_of_nothing_else(sizes: dict[str, int], other: str) -> None:
    note = StoredNote("".join(f"{file} {size}\n" for file, size in sizes.items()).encode())

    assert note.sizes() == sizes
    assert {file: note.bytes_of(file) for file in sizes} == sizes
    assert note.bytes_of(other) == sizes.get(other)


def test_note_is_written_whole_and_dropped(tmp_path: Path) -> None:
    write_note(tmp_path, {"0.m4s": 7, "10.m4s": 9})

    assert (tmp_path / NOTE).read_text() == "0.m4s 7\n10.m4s 9\n"
    assert read_note(tmp_path) == {"0.m4s": 7, "10.m4s": 9}
    drop_note(tmp_path)
    assert (read_note(tmp_path), list(tmp_path.iterdir())) == ({}, [])


@pytest.mark.parametrize(
    ("url", "is_host"),
    [("https://s3.example.org", False), ("https://fair.s3.example.org", True), ("http://fairest.example.org", False)],
)
def test_name_of_the_bucket_may_stand_before_the_host(url: str, is_host: bool) -> None:  # noqa: FBT001 -- a parameter
    config = Bucket(BucketPlace("fair", url=url))._config()

    assert config.get("virtual_hosted_style_request") is is_host


@pytest.mark.parametrize("url", ["s3.example.org", "ftp://s3.example.org", "https://s3.example.org/bucket"])
def test_address_of_the_bucket_is_an_origin(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVERFAIR_S3_URL", url)

    with pytest.raises(ValidationError):
        Options()
