"""Somebody who acts for an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from everfair.accounts.enums import MemberRole

if TYPE_CHECKING:
    from everfair.accounts.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class Member:
    """`person` acts for `organisation` in one role (a `MemberRole` value)."""

    person: Person
    organisation: Organisation
    role: str

    @property
    def role_label(self) -> str:
        return str(MemberRole(self.role).label)

    @property
    def role_meaning(self) -> str:
        return str(MemberRole(self.role).meaning)
