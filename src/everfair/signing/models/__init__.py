"""Agreements, who approved which text, and who signed."""

from everfair.signing.models.agreement import Agreement, Approval
from everfair.signing.models.signature import Signature

__all__ = ["Agreement", "Approval", "Signature"]
