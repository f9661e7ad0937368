"""Editions: opened, moved through their states."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from django.db import IntegrityError
from django.db.transaction import atomic

from everfair.accounts.public import EditionRole, grant_role, grants_of
from everfair.fairs.access import can_open_edition, can_operate
from everfair.fairs.domain.sectors import ensure_sectors
from everfair.fairs.enums import EDITION_MOVES, EditionState, ZoneKind
from everfair.fairs.errors import (
    AddressNotAYear,
    AddressTaken,
    ChangedMeanwhile,
    DaysOutOfOrder,
    MoveNotAllowed,
    NameMissing,
    UnknownTimeZone,
)
from everfair.fairs.models import Edition, Fair, Zone
from everfair.fairs.queries.editions import editions_of
from everfair.kernel.access import require
from everfair.kernel.events import log_event
from everfair.kernel.pages import purge
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from everfair.accounts.models import Person

# Editions share the root of all addresses with /me, /api and the like; a year collides with none of them.
ADDRESS = re.compile(r"(19|20|21)\d\d(-[a-z0-9]+)*")
LONGEST_ADDRESS = 40
COMPREHENSIVE = Text({"zh-hans": "综合展区", "en": "Comprehensive zone"})


@dataclass(frozen=True, slots=True)
class EditionPlan:
    """What an operator decides about a new edition; the days are calendar days in `zone_id`."""

    slug: str
    name: Text
    zone_id: str
    opens: date
    exhibition_from: date
    closes: date
    theme: Text = field(default_factory=Text)

    def check(self) -> None:
        """Raise the refusal that the plan deserves, if any."""
        if not ADDRESS.fullmatch(self.slug) or len(self.slug) > LONGEST_ADDRESS:
            raise AddressNotAYear(field="slug")
        if not self.name:
            raise NameMissing(field="name_zh")
        if self.zone_id not in available_timezones():
            raise UnknownTimeZone(field="zone_id")
        if not self.opens <= self.exhibition_from <= self.closes:
            raise DaysOutOfOrder(field="closes")


def open_edition(fair: Fair, *, actor: Person, plan: EditionPlan) -> Edition:
    """Open the next edition of a fair, in preparation, with its comprehensive zone over the twelve sectors.

    The actor, who operates another edition of the fair, becomes its operator.
    """
    require(can_open_edition(grants_of(actor), fair.editions.values_list("pk", flat=True)))
    plan.check()
    try:
        with atomic():
            edition = Edition.objects.create(
                fair=fair,
                slug=plan.slug,
                name=plan.name,
                theme=plan.theme,
                zone_id=plan.zone_id,
                opens=plan.opens,
                exhibition_from=plan.exhibition_from,
                closes=plan.closes,
            )
            ensure_sectors()
            Zone.objects.create(
                edition=edition, slug="comprehensive", kind=ZoneKind.COMPREHENSIVE, name=COMPREHENSIVE, position=0
            )
            grant_role(actor, actor=actor, role=EditionRole.OPERATOR, edition=edition)
            log_event("edition.opened", actor=actor, subject=edition, edition=edition, slug=edition.slug)
            _forget_pages(edition)
    except IntegrityError as error:
        raise AddressTaken(field="slug") from error
    return edition


def move_edition(edition: Edition, *, actor: Person, version: int, target: EditionState) -> Edition:
    """Move an edition to another state, if `EDITION_MOVES` allows it from where it stands by then."""
    require(can_operate(grants_of(actor), edition))
    with atomic():
        edition = lock_edition(edition, version)
        came_from = EditionState(edition.state)
        if target not in EDITION_MOVES[came_from]:
            raise MoveNotAllowed(state=came_from.label, target=target.label)
        edition.state = target
        edition.save(update_fields=["state"])
        log_event(
            "edition.moved",
            actor=actor,
            subject=edition,
            edition=edition,
            came_from=came_from.value,
            went_to=target.value,
        )
        _forget_pages(edition)
    return edition


def lock_edition(edition: Edition, version: int) -> Edition:
    """Lock the edition for the caller's transaction and count its change; `ChangedMeanwhile` if `version` is old."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.version != version:
        raise ChangedMeanwhile
    locked.version += 1
    locked.save(update_fields=["version"])
    return locked


def _forget_pages(edition: Edition) -> None:
    """The pages of the edition, and those of its sisters that name which edition is open now."""
    purge(*(f"edition-{slug}" for slug in editions_of(edition).values_list("slug", flat=True)))
