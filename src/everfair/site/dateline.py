"""The line above the headline: where an edition stands in its year."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everfair.fairs.public import EditionState
from everfair.kernel.languages import DEFAULT_LANGUAGE, babel_locale

if TYPE_CHECKING:
    from everfair.fairs.models import Edition


def dateline(edition: Edition, moment: datetime) -> str:
    """Return one sentence about the edition's state at `moment`, in the reader's language and the fair's zone."""
    today = moment.astimezone(ZoneInfo(edition.zone_id)).date()
    if edition.state == EditionState.EVERGREEN:
        return _("Closed on %(day)s and open ever since: this fair never ends.") % {"day": _day(edition.closes)}
    if edition.state == EditionState.ARCHIVED:
        return _("Kept as it was on %(day)s.") % {"day": _day(edition.closes)}
    if edition.state == EditionState.PREPARING or today < edition.opens:
        return _("Opens on %(day)s.") % {"day": _day(edition.opens)}
    if today > edition.closes:
        return _("%(day)s. The halls are closed, the fair goes on.") % {"day": _day(today)}
    return _("%(day)s. Day %(number)s of %(total)s.") % {
        "day": _day(today),
        "number": (today - edition.opens).days + 1,
        "total": (edition.closes - edition.opens).days + 1,
    }


def _day(day: date) -> str:
    return format_date(day, "long", locale=babel_locale(get_language() or DEFAULT_LANGUAGE))
