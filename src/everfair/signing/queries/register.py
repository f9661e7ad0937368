"""What anybody may know of a paper: its state and its hashes, never its content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from everfair.signing.enums import AgreementState
from everfair.signing.models import Agreement, Signature


@dataclass(frozen=True, slots=True)
class Entry:
    """`signatures` counts them; `is_newest` is False when the hash is that of an earlier stage of the file."""

    public_id: str
    state: str
    label: str
    text_sha256: str
    paper_sha256: str
    signatures: int
    approved_at: datetime | None
    signed_at: datetime | None
    zone: str
    is_newest: bool

    @property
    def is_signed(self) -> bool:
        return self.state == AgreementState.SIGNED


def entry_by_id(public_id: str) -> Entry | None:
    """Look an agreement up by its number; one query."""
    return _entry({"public_id": public_id}, "")


def entry_by_hash(sha256: str) -> Entry | None:
    """Look a file up by its hash, newest stage or an earlier one; at most two queries."""
    found = _entry({"paper_sha256": sha256}, sha256)
    if found:
        return found
    older = Signature.objects.filter(file_sha256=sha256).values_list("agreement__public_id", flat=True).first()
    return _entry({"public_id": older}, sha256) if older else None


def _entry(key: dict[str, str], sha256: str) -> Entry | None:
    rows = Agreement.objects.filter(**key).select_related("negotiation__edition").defer("paper", "terms")
    row = rows.annotate(count=Count("signatures")).first()
    if row is None:
        return None
    return Entry(
        public_id=row.public_id,
        state=row.state,
        label=row.get_state_display(),
        text_sha256=row.text_sha256,
        paper_sha256=row.paper_sha256,
        signatures=row.count,
        approved_at=row.approved_at,
        signed_at=row.signed_at,
        zone=row.negotiation.edition.zone_id,
        is_newest=sha256 in {"", row.paper_sha256},
    )
