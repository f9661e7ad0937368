"""Outcomes and releases."""

from everfair.publishing.models.outcome import Outcome
from everfair.publishing.models.release import Release

__all__ = ["Outcome", "Release"]
