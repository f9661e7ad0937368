"""What other apps may use of signing."""

from __future__ import annotations

from everfair.signing.queries.signed import SignedAgreement, signed_agreement

__all__ = ["SignedAgreement", "signed_agreement"]
