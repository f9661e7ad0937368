"""Columns of the rows that a figure counts, and how a value becomes words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from django.apps import apps
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everfair.accounts.public import name_of_country
from everfair.kernel.languages import DEFAULT_LANGUAGE, babel_locale
from everfair.kernel.money import Money
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# A database value and the fair's zone -> what the template writes.
Read = Callable[[Any, ZoneInfo], str | Text]
NOTHING = "–"


def reader_language() -> str:
    return get_language() or DEFAULT_LANGUAGE


def read_text(value: str | None, zone: ZoneInfo) -> Text:
    """JSON comes out of the database as it is written there."""
    del zone
    return Text(json.loads(value) if value else {})


def read_country(code: str | None, zone: ZoneInfo) -> str:
    del zone
    return name_of_country(code, reader_language()) or NOTHING


def read_origin(is_overseas: bool, zone: ZoneInfo) -> str:  # noqa: FBT001 -- a value of the database
    del zone
    return _("overseas") if is_overseas else _("mainland")


def read_yes(value: bool, zone: ZoneInfo) -> str:  # noqa: FBT001 -- a value of the database
    del zone
    return _("yes") if value else _("no")


def read_day(moment: datetime, zone: ZoneInfo) -> str:
    return format_date(moment.astimezone(zone), locale=babel_locale(reader_language()))


def read_moment(moment: datetime, zone: ZoneInfo) -> str:
    return format_datetime(moment.astimezone(zone), "medium", locale=babel_locale(reader_language()))


def read_amount(value: str | None, zone: ZoneInfo) -> str:
    """Return an amount that comes as [minor units, currency]; without one it was not disclosed."""
    del zone
    return Money(*json.loads(value)).format(reader_language()) if value else _("not disclosed")


def choice(field: str) -> Read:
    """Return the reader of a field with choices, named "app.Model.field" as foreign keys name models."""
    app, model, name = field.split(".")

    def read(value: str, zone: ZoneInfo) -> str:
        del zone
        choices: dict[Any, Any] = dict(apps.get_model(app, model)._meta.get_field(name).flatchoices)  # noqa: SLF001 -- Django's documented model API
        return str(choices.get(value, value)) or NOTHING

    return read


@dataclass(frozen=True, slots=True)
class Column:
    label: _StrPromise
    sql: str
    read: Read
    is_number: bool = False
