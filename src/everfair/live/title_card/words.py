"""What stands on the card of a recording."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django.utils import translation
from django.utils.translation import gettext as _

from everfair.kernel.languages import babel_locale
from everfair.live.models import Speaker, Take

if TYPE_CHECKING:
    from everfair.kernel.text import Text
    from everfair.live.models import Stream

MOST_SPEAKERS = 12
_CLOCKS = {"zh-hans": "yyyy年M月d日 HH:mm", "en": "d MMMM yyyy, HH:mm"}


@dataclass(frozen=True, slots=True)
class Pair:
    """The same in Chinese and in English; empty where there is no such text, or where it is the same."""

    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class CardWords:
    """`when` tells the place too; `more` counts speakers that found no room."""

    title: Pair
    fair: Pair
    when: Pair
    speakers: tuple[str, ...]
    more: Pair
    host: Pair

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @property
    def digest(self) -> str:
        return sha256(self.as_json().encode()).hexdigest()


def words_of(stream: Stream) -> CardWords:
    """Return what the card says: of speakers those who agreed, of places the session's hall."""
    speakers = list(Speaker.objects.filter(stream=stream, agrees=True).values_list("name", flat=True))
    return CardWords(
        title=_pair(stream.title),
        fair=_pair(stream.edition.name),
        when=_when(stream),
        speakers=tuple(speakers[:MOST_SPEAKERS]),
        more=_more(len(speakers) - MOST_SPEAKERS),
        host=_pair(stream.organisation.name) if stream.organisation else Pair(),
    )


def _when(stream: Stream) -> Pair:
    moment = _moment(stream)
    if moment is None:
        return Pair()
    local = moment.astimezone(ZoneInfo(stream.edition.zone_id))
    halls = stream.session.hall if stream.session else {}
    written = {
        language: format_datetime(local, form, locale=babel_locale(language)) for language, form in _CLOCKS.items()
    }
    zh, en = (" · ".join(filter(None, (written[tag], halls.get(tag, "")))) for tag in ("zh-hans", "en"))
    return Pair(zh, en)


def _moment(stream: Stream) -> datetime | None:
    """Return when the session was to begin; else the announced start, else when it was first seen."""
    if stream.session:
        return stream.session.starts_at
    first = Take.objects.filter(stream=stream, is_public=True).order_by("began_at").first()
    return stream.starts_at or (first.began_at if first else stream.on_air_at)


def _more(count: int) -> Pair:
    if count <= 0:
        return Pair()
    written = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            written[language] = _("and %(count)s more") % {"count": count}
    return Pair(written["zh-hans"], written["en"])


def _pair(text: Text) -> Pair:
    zh, en = text.get("zh-hans", ""), text.get("en", "")
    return Pair(zh, "" if en == zh else en)
