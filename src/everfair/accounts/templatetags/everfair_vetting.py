"""What the pages of vetting write: ages, changes, sectors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import template
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from everfair.accounts.countries import name_of_country
from everfair.accounts.enums import OrganisationKind, VerificationLevel
from everfair.accounts.queries.places import sectors_to_name
from everfair.kernel.clock import now
from everfair.kernel.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from everfair.accounts.models import Vetting
    from everfair.accounts.queries.vetting import Wanted

register = template.Library()

_LABELS: dict[str, str | _StrPromise] = {
    "name": gettext_lazy("Name"),
    "kind": gettext_lazy("Kind"),
    "country": gettext_lazy("Country or region"),
    "place": gettext_lazy("City"),
    "about": gettext_lazy("About the organisation"),
    "website": gettext_lazy("Website"),
    "registration_number": gettext_lazy("Registration number"),
    "fortune_500_year": gettext_lazy("Year on the Fortune Global 500 list"),
    "sectors": gettext_lazy("Sectors"),
    "applies_to_id": gettext_lazy("Zone"),
    "level": gettext_lazy("Proved"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One changed field in the reader's words; long texts and zones are named without their contents."""

    label: str
    before: str
    after: str
    is_told: bool


@register.filter
def age(since: datetime) -> str:
    """Write how long ago something was, in whole days."""
    days = (now() - since).days
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days} if days else _("under a day")


@register.filter
def shown_changes(step: Vetting) -> Iterator[Change]:
    """Return what a step changed, field by field."""
    for name, (before, after) in step.changes.items():
        write = _WRITERS.get(name, str)
        if name in _UNTOLD:
            yield Change(str(_LABELS[name]), "", "", is_told=False)
        else:
            told = [write(value) if value not in (None, "", [], {}) else "" for value in (before, after)]
            yield Change(str(_LABELS[name]), told[0], told[1], is_told=True)


@register.filter
def sector_names(codes: list[str]) -> list[str]:
    """Write sectors by name, in their order."""
    return [str(sector.name) for sector in sectors_to_name() if sector.code in codes]


@register.simple_tag
def turned(wanted: Wanted, **place: str) -> str:
    """Write the query string of the next or previous page: the same filters from another place."""
    kept = {**asdict(wanted), "after": "", "before": "", **place}
    return "?" + urlencode({name: value for name, value in kept.items() if value})


_UNTOLD = frozenset({"about", "applies_to_id"})
_WRITERS: dict[str, Callable[[Any], str]] = {
    "name": lambda names: " / ".join(names.values()),
    "kind": lambda kind: str(OrganisationKind(kind).label),
    "country": lambda code: name_of_country(code, get_language() or DEFAULT_LANGUAGE),
    "level": lambda level: str(VerificationLevel(level).label),
    "sectors": lambda codes: " · ".join(sector_names(codes)),
}
