"""The data file of the 2020 fair: what was published, what follows from it, and what we assume."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, Literal
from zoneinfo import ZoneInfo

import yaml

Scale = Literal["demo", "full"]
FILE = "ciftis2020.yaml"
FAIR, EDITION = "ciftis", "2020"


def raw_data(name: str) -> bytes:
    return resources.files("everfair.replay").joinpath("data", name).read_bytes()


def read_data(name: str) -> Any:
    """Return one of the package's YAML files."""
    return yaml.load(raw_data(name), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 -- both loaders are safe


@cache
def facts() -> Mapping[str, Any]:
    """Return the whole data file; callers read, never change it."""
    return dict(read_data(FILE))


@dataclass(frozen=True, slots=True)
class Plan:
    """How many of everything at one scale; `numbers` by figure id or by the name of an assumed parameter."""

    scale: Scale
    numbers: Mapping[str, int | str]
    assumed: Mapping[str, Any]
    zone: ZoneInfo
    opens: date
    exhibition_from: date
    closes: date

    def count(self, name: str) -> int:
        return int(self.numbers[name])

    def minor(self, name: str) -> int:
        """Return an amount of two decimals in minor units."""
        return int(Decimal(self.numbers[name]) * 100)

    def moment(self, day: date, clock: time = time()) -> datetime:
        """Return an instant of the fair's own clock, in UTC."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    @property
    def as_of(self) -> datetime:
        """The last second of the closing day: nothing that the replay makes is later."""
        return self.moment(self.closes + timedelta(days=1)) - timedelta(seconds=1)


def plan_for(scale: Scale) -> Plan:
    """Return the published and assumed numbers, with the small ones of the demo laid over them."""
    edition, assumed = facts()["edition"], facts()["assumed"]
    numbers = {entry["id"]: entry["value"] for entry in (*facts()["figures"], *facts()["derived"], *assumed["figures"])}
    numbers |= {name: value for name, value in assumed.items() if isinstance(value, int)}
    if scale == "demo":
        numbers |= assumed["demo"]
    return Plan(
        scale=scale,
        numbers=numbers,
        assumed=assumed,
        zone=ZoneInfo(edition["zone_id"]),
        opens=edition["opens"],
        exhibition_from=edition["exhibition"][0],
        closes=edition["closes"],
    )
