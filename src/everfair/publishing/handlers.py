"""What publishing does when others have something to tell."""

from __future__ import annotations

from everfair.kernel.events import subscribe
from everfair.kernel.models import Event
from everfair.publishing.domain.outcome import record_signed_agreement
from everfair.signing.public import signed_agreement


@subscribe("agreement.signed")
def enter_outcome(event: Event) -> None:
    record_signed_agreement(signed_agreement(event.subject_id))
