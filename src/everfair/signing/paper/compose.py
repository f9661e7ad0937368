"""Put an agreement on paper: Typst lays out the words that `text` wrote."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import datetime

from everfair.signing.paper.boxes import BOXES
from everfair.signing.paper.terms import AgreementTerms
from everfair.signing.paper.text import canonical_text, label
from everfair.signing.paper.typesetting import typeset

LABELS = ("number", "place", "registration", "signature", "signatures", "commitment")


def compose_agreement(terms: AgreementTerms, *, created_at: datetime) -> bytes:
    """Return the paper as PDF/A-3 with the canonical text attached; same terms and time, same bytes.

    The last page holds two empty boxes at `BOXES`. Characters that none of our fonts can draw are
    printed as ‹U+1F600›: the attached text keeps them as they were written.
    """
    canonical = canonical_text(terms)
    frame = {
        "sha256": hashlib.sha256(canonical).hexdigest(),
        "boxes": {side.value: asdict(box) for side, box in BOXES.items()},
        "labels": {name: asdict(label(name)) for name in LABELS},
    }
    return typeset(
        "agreement.typ",
        words={"text": canonical.decode(), "frame": json.dumps(frame, ensure_ascii=False)},
        attachments={"canonical": canonical.decode()},
        created_at=created_at,
    )
