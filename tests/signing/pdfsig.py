"""Ask a stranger: `pdfsig` of poppler-utils checks signatures with NSS, not with our library."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LINE = re.compile(r"^  - ([^:\n]+): (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What pdfsig says of one signature; `covers_all` is its "Total document signed"."""

    field: str
    name: str
    signature: str
    certificate: str
    covers_all: bool


def ask_pdfsig(pdf: Path, *, root: Path) -> list[Opinion]:
    """Return its opinion of each signature in a file, with `root` (PEM) as its only trusted authority."""
    store = pdf.with_name(f"{pdf.stem}-nss")
    store.mkdir()
    database = f"sql:{store}"
    run_tool("certutil", "-N", "-d", database, "--empty-password")
    run_tool("certutil", "-A", "-d", database, "-n", "root", "-t", "CT,C,C", "-a", "-i", str(root))
    said = run_tool("pdfsig", "-nssdir", database, str(pdf))
    return [_read(part) for part in said.split("Signature #")[1:]]


def run_tool(tool: str, *arguments: str) -> str:
    """Run a program of the system; a missing one fails the test and says what to install."""
    if shutil.which(tool) is None:
        raise AssertionError(f"{tool} is missing: install poppler-utils and libnss3-tools, or run ./fair test.")
    done = subprocess.run([tool, *arguments], capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        raise AssertionError(f"{tool} failed: {done.stdout}{done.stderr}")
    return done.stdout


def _read(part: str) -> Opinion:
    facts = dict(_LINE.findall(part))
    return Opinion(
        field=facts["Signature Field Name"],
        name=facts["Signer Certificate Common Name"],
        signature=facts["Signature Validation"],
        certificate=facts.get("Certificate Validation", ""),
        covers_all="  - Total document signed" in part,
    )
