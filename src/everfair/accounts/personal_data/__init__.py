"""What accounts hold about a person: who they are, how they come in, whom they act for, what they did."""

from __future__ import annotations

from everfair.accounts.personal_data import acting, deeds, doors, person

__all__ = ["acting", "deeds", "doors", "person"]
