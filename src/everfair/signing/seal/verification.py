"""What a check of a signed file found, in a form that a page can show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Verdict(StrEnum):
    """`GENUINE` is the only good news."""

    GENUINE = "genuine"
    ALTERED = "altered"
    NOT_OURS = "not_ours"
    UNSIGNED = "unsigned"
    NOT_A_PDF = "not_a_pdf"
    TOO_LARGE = "too_large"


SENTENCES: dict[Verdict, _StrPromise] = {
    Verdict.GENUINE: _("This file was signed here and has not been changed by a single byte since."),
    Verdict.ALTERED: _("This file was changed after it was signed, or damaged on its way. Do not rely on it."),
    Verdict.NOT_OURS: _("This file carries a signature, but none that was made at this fair."),
    Verdict.UNSIGNED: _("This PDF carries no signature."),
    Verdict.NOT_A_PDF: _("This is not a PDF file. Please choose the signed agreement as you received it."),
    Verdict.TOO_LARGE: _("This file is too large for a signed agreement of this fair."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureCheck:
    """One signature. Rely on `bottom_line` alone: without it, the names are only what the file claims.

    `signed_at` is the time in the time stamp; `time_stamped` says that its authority is trusted;
    `trusted` that the certificate leads to this fair's root; `covers_whole_file` that nothing was
    added after it; `later_changes_allowed` that what was added is only the other party's signature.
    """

    field: str = ""
    name: str = ""
    organisation: str = ""
    certificate_serial: str = ""
    signed_at: datetime | None = None
    time_stamped: bool = False
    trusted: bool = False
    covers_whole_file: bool = False
    later_changes_allowed: bool = False
    bottom_line: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """`sha256` is the file's hash, for comparison with the file we hold.

    For a genuine file only: `agreement_id`, `text_sha256` (the text that both sides approved) and
    `awaited`, the fields of the parties that have not signed yet.
    """

    verdict: Verdict
    sha256: str
    signatures: tuple[SignatureCheck, ...] = ()
    agreement_id: str = ""
    text_sha256: str = ""
    awaited: tuple[str, ...] = ()

    @property
    def is_genuine(self) -> bool:
        return self.verdict is Verdict.GENUINE

    @property
    def sentence(self) -> str:
        """Return the verdict as one sentence in the reader's language."""
        return str(SENTENCES[self.verdict])
