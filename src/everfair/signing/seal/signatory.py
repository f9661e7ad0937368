"""Who signs, for whom."""

from __future__ import annotations

from dataclasses import dataclass

from everfair.kernel.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """A person signing for an organisation.

    `organisation_id` is its number in a register, as ETSI EN 319 412-1 section 5.1.4 writes it (NTRCN-...),
    empty if unknown; `country` is ISO 3166 alpha-2, empty for international organisations.
    """

    person: str
    organisation: Text
    organisation_id: str = ""
    country: str = ""

    def __post_init__(self) -> None:
        if not (self.person.strip() and self.organisation):
            message = "a signatory needs a name, and an organisation to sign for"
            raise ValueError(message)
