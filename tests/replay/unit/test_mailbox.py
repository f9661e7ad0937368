"""Reading the mail that a demo fair keeps."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from django.core.mail import EmailMessage, get_connection

from everfair.replay.mailbox import Letter, letters

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.unit


def post(folder: Path, *subjects: str, body: str = "Words") -> None:
    """Send letters in one connection, as the file backend keeps them."""
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(folder))
    connection.send_messages([EmailMessage(subject, body, "fair@localhost", ["a@example.org"]) for subject in subjects])


def test_no_folder_is_an_empty_box(tmp_path: Path) -> None:
    assert letters(tmp_path / "nowhere") == []


def test_newest_letter_comes_first(tmp_path: Path) -> None:
    for number, subject in enumerate(("one", "two", "three")):
        post(tmp_path / subject, subject)
        (file,) = (tmp_path / subject).glob("*.log")
        os.utime(file, (number, number))
        file.rename(tmp_path / f"{subject}.log")

    assert [letter.subject for letter in letters(tmp_path)] == ["three", "two", "one"]
    assert [letter.subject for letter in letters(tmp_path, most=2)] == ["three", "two"]


def test_letters_of_one_connection_are_told_apart(tmp_path: Path) -> None:
    post(tmp_path, "one", "two")

    assert [letter.subject for letter in letters(tmp_path)] == ["two", "one"]


def test_letter_is_read_whole_in_any_script(tmp_path: Path) -> None:
    post(tmp_path, "开通您的账户", body="欢迎\n\nhttps://fair.example/accounts/confirm-email/x:y/\n\n---\nEverfair")

    (letter,) = letters(tmp_path)
    assert (letter.to, letter.subject) == ("a@example.org", "开通您的账户")
    assert letter.body == "欢迎\n\nhttps://fair.example/accounts/confirm-email/x:y/\n\n---\nEverfair"
    assert letter.sent_at is not None


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"\xff\xfe\x00", b"Subject: =?x?q?broken", b"To: a\n\nContent"])
def test_noise_does_no_harm(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "x.log").write_bytes(raw)

    assert all(isinstance(letter, Letter) for letter in letters(tmp_path))


@pytest.mark.parametrize(
    "head", [b"Content-Type: text/plain; charset=klingon", b"Content-Type: multipart/mixed", b"Date: yesterday"]
)
def test_broken_heads_do_no_harm(tmp_path: Path, head: bytes) -> None:
    (tmp_path / "x.log").write_bytes(b"Subject: s\n" + head + b"\n\nbody\n" + b"-" * 79 + b"\n")

    assert [letter.subject for letter in letters(tmp_path)] == ["s"]


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("Subject: secret")

    assert letters(tmp_path) == []
