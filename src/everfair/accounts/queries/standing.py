"""How the vetting of an organisation stands: its steps and its documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from everfair.accounts.enums import OrganisationState, VettingStep

if TYPE_CHECKING:
    from everfair.accounts.models import Organisation, OrganisationDocument, Vetting


@dataclass(frozen=True, slots=True)
class Standing:
    """`steps` are the newest first; `asked` is what the vetters wait for now."""

    steps: list[Vetting]
    papers: list[OrganisationDocument]
    asked: Vetting | None


def standing_of(organisation: Organisation) -> Standing:
    """Return the steps with who took them, and the documents; two queries."""
    steps = list(organisation.vettings.select_related("person").order_by("-id"))
    papers = list(organisation.documents.select_related("upload").order_by("id"))
    asked = next((step for step in steps if step.step == VettingStep.ASKED), None)
    return Standing(steps, papers, asked if organisation.state == OrganisationState.ASKED else None)
