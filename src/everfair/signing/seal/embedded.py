"""Signatures as they lie in the bytes of a file, found without reading it as a PDF.

A stranger's file is untrusted until one of our signatures covers all of it. So that is checked
first, with nothing but a search for `/ByteRange` and one CMS structure; only what we signed ourselves
ever reaches the PDF reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from asn1crypto import cms

MOST_MARKS = 1000
MOST_SEALS = 16
LARGEST_CONTAINER = 256 * 1024

_MARK = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
_SIGNED_FORM = re.compile(rb"/Type\s*/Sig\b|/SubFilter\b|/ByteRange\b")
_CONTAINER = re.compile(rb"<([0-9A-Fa-f]+)>")
_OUR_DIGITS = re.compile(rb"[0-9A-F]+")


@dataclass(frozen=True, slots=True)
class Seal:
    """One signature: it covers `pdf` up to `end`, but for its own container from `before` to `resume`."""

    pdf: bytes
    before: int
    resume: int
    end: int
    container: bytes

    @property
    def signed(self) -> bytes:
        return self.pdf[: self.before] + self.pdf[self.resume : self.end]

    @property
    def covers_whole_file(self) -> bool:
        return self.end == len(self.pdf)

    def read(self) -> cms.ContentInfo:
        """Return the CMS structure (RFC 5652); ValueError if it is none."""
        return cms.ContentInfo.load(bytes.fromhex(self.container.decode("ascii")))

    def is_padded_plainly(self) -> bool:
        """Tell whether the container is written as we write it: capital digits, and nothing but zeros after the CMS."""
        padding = bytes.fromhex(self.container.decode("ascii"))[len(self.read().dump()) :]
        return _OUR_DIGITS.fullmatch(self.container) is not None and not padding.strip(b"\0")


def find_seals(pdf: bytes) -> tuple[Seal, ...]:
    """Return what may be signatures, each once, the one that reaches farthest last.

    Names in certificates stand in the file as they are, so anything can look like the mark of a
    signature: what points to no container is passed over, and who reads the rest has to try.
    """
    found: dict[tuple[int, int, int], Seal] = {}
    for mark in islice(_MARK.finditer(pdf), MOST_MARKS):
        seal = _cut(pdf, *(int(number) for number in mark.groups()))
        if seal:
            found[seal.before, seal.resume, seal.end] = seal
    return tuple(sorted(found.values(), key=lambda seal: seal.end)[-MOST_SEALS:])


def has_traces(pdf: bytes) -> bool:
    """Tell whether a file looks as if it was signed once."""
    return _SIGNED_FORM.search(pdf) is not None


def _cut(pdf: bytes, *numbers: int) -> Seal | None:
    start, before, resume, after = numbers
    end = resume + after
    if start != 0 or not before < resume <= end <= len(pdf) or resume - before > LARGEST_CONTAINER:
        return None
    container = _CONTAINER.fullmatch(pdf, before, resume)
    if container is None or len(container[1]) % 2:
        return None
    return Seal(pdf=pdf, before=before, resume=resume, end=end, container=container[1])
