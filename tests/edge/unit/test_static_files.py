from __future__ import annotations

import asyncio
import os
from pathlib import Path
from urllib.parse import unquote

import brotli
import pytest

from everfair.edge import static_files
from everfair.edge.static_files import StaticFiles
from tests.edge.asking import ask, in_loop

pytestmark = pytest.mark.unit

SCRIPT = "export const lattice = (seed) => seed * 7919;\n" * 40
HASHED = "site/lattice.0123456789ab.js"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("not to be seen")
    root = tmp_path / "collected"
    (root / "site").mkdir(parents=True)
    (root / HASHED).write_text(SCRIPT)
    (root / "site" / "notes.txt").write_text("first")
    return root


@in_loop
async def test_hashed_file_may_be_kept_for_ever(root: Path) -> None:
    answered = await ask(StaticFiles(root, limit=2**20), f"/static/{HASHED}")

    assert (answered.status, answered.body.decode()) == (200, SCRIPT)
    assert answered.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answered.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answered.headers["x-content-type-options"] == "nosniff"


@in_loop
async def test_plain_file_is_asked_for_again_and_seen_when_changed(root: Path) -> None:
    files = StaticFiles(root, limit=2**20)
    first = await ask(files, "/static/site/notes.txt")
    unchanged = await ask(files, "/static/site/notes.txt", headers=[("if-none-match", first.headers["etag"])])
    (root / "site" / "notes.txt").write_text("second")
    changed = await ask(files, "/static/site/notes.txt", headers=[("if-none-match", first.headers["etag"])])

    assert first.headers["cache-control"] == "no-cache"
    assert (unchanged.status, unchanged.body) == (304, b"")
    assert (changed.status, changed.body) == (200, b"second")


@in_loop
async def test_everybody_who_asks_during_the_first_look_is_served(root: Path) -> None:
    files = StaticFiles(root, limit=2**20)

    answers = await asyncio.gather(*(ask(files, f"/static/{name}") for name in (HASHED, "site/notes.txt") * 5))

    assert [answered.status for answered in answers] == [200] * 10


@in_loop
async def test_file_is_compressed(root: Path) -> None:
    answered = await ask(StaticFiles(root, limit=2**20), f"/static/{HASHED}", headers=[("accept-encoding", "br")])

    assert brotli.decompress(answered.body).decode() == SCRIPT
    assert answered.headers["content-encoding"] == "br"
    assert answered.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("name", "kind", "coding"),
    [
        ("a.css", "text/css; charset=utf-8", "gzip"),
        ("a.js", "text/javascript; charset=utf-8", "gzip"),
        ("a.mjs", "text/javascript; charset=utf-8", "gzip"),
        ("a.svg", "image/svg+xml", "gzip"),
        ("a.webmanifest", "application/manifest+json", "gzip"),
        ("a.woff2", "font/woff2", None),
        ("a.png", "image/png", None),
        ("a.webp", "image/webp", None),
        ("a.strange", "application/octet-stream", None),
    ],
)
@in_loop
async def test_file_has_its_type_and_is_compressed_if_that_helps(
    root: Path, name: str, kind: str, coding: str | None
) -> None:
    (root / name).write_text("x" * 1000)

    answered = await ask(StaticFiles(root, limit=2**20), f"/static/{name}", headers=[("accept-encoding", "gzip")])

    assert (answered.headers["content-type"], answered.headers.get("content-encoding")) == (kind, coding)


@pytest.mark.parametrize(
    "target",
    [
        "../secret.txt",
        "site/../../secret.txt",
        "/etc/passwd",
        "..%2fsecret.txt",
        "%2e%2e/secret.txt",
        "..\\secret.txt",
        "site/notes.txt%00.js",
        "",
        "site",
        "site/",
        "missing.css",
        "\ufffd",
    ],
)
@in_loop
async def test_nothing_outside_the_folder_is_served(root: Path, target: str) -> None:
    answered = await ask(StaticFiles(root, limit=2**20), f"/static/{unquote(target)}")

    assert (answered.status, b"not to be seen" in answered.body) == (404, False)


@in_loop
async def test_large_file_streams_from_disk(root: Path) -> None:
    body = os.urandom(700_000)
    (root / "film.mp4").write_bytes(body)
    files = StaticFiles(root, limit=2**20)

    answered = await ask(files, "/static/film.mp4")
    head = await ask(files, "/static/film.mp4", method="HEAD")

    assert answered.body == body
    assert answered.headers["content-length"] == head.headers["content-length"] == "700000"
    assert head.body == b""


@in_loop
async def test_folder_that_appears_later_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static_files, "_LOOK_AGAIN_AFTER", -1.0)
    files = StaticFiles(tmp_path / "later", limit=2**20)
    missing = await ask(files, "/static/a.css")
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "a.css").write_text("a{}")

    found = await ask(files, "/static/a.css")
    (tmp_path / "later" / "a.css").unlink()
    gone = await ask(files, "/static/a.css")

    assert (missing.status, found.status, gone.status) == (404, 200, 404)


@in_loop
async def test_unknown_names_do_not_walk_the_folder_each_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walks: list[Path] = []

    def walk(folder: Path) -> dict[str, Path]:
        walks.append(folder)
        return {}

    monkeypatch.setattr(static_files, "_walk", walk)
    files = StaticFiles(root, limit=2**20)

    for number in range(5):
        await ask(files, f"/static/{number}.css")

    assert walks == [root]


@in_loop
async def test_static_files_can_only_be_read(root: Path) -> None:
    answered = await ask(StaticFiles(root, limit=2**20), f"/static/{HASHED}", method="POST")

    assert (answered.status, answered.headers["allow"]) == (405, "GET, HEAD")
