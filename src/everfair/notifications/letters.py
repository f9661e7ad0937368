"""The mail of a notice, and the letter that gathers several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from everfair.accounts.public import seen_from_outside
from everfair.notifications.interfaces.way_out import ALL_KINDS, way_out_for
from everfair.notifications.wording import Wording, word

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.notifications.kinds import Kind


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as a letter tells it."""

    kind: Kind
    wording: Wording
    url: str


def tell(kind: Kind, words: dict[str, object], *, url: str, language: str) -> Told:
    return Told(kind, word(kind, words, language), seen_from_outside(url))


def write_letter(person: Person, notices: Sequence[Told]) -> EmailMessage:
    """Write to a person in their language, with the way out of such mail in its headers and at its foot (RFC 8058)."""
    way_out = _way_out(person, notices)
    with translation.override(person.language):
        return EmailMessage(
            _subject(notices),
            render_to_string("notifications/mail/letter.txt", _words(notices, way_out)).strip() + "\n",
            settings.DEFAULT_FROM_EMAIL,
            [person.email],
            headers={"Auto-Submitted": "auto-generated", **_headers(way_out)},
        )


def _subject(notices: Sequence[Told]) -> str:
    if len(notices) == 1:
        return notices[0].wording.subject
    return ngettext("%(count)s notice from the fair", "%(count)s notices from the fair", len(notices)) % {
        "count": len(notices)
    }


def _words(notices: Sequence[Told], way_out: str) -> dict[str, object]:
    return {
        "notices": notices,
        "only": notices[0] if len(notices) == 1 else None,
        "settings_url": seen_from_outside(reverse("notifications:preference-edit")),
        "way_out": way_out,
    }


def _way_out(person: Person, notices: Sequence[Told]) -> str:
    """Return the link that ends such mail: of the one kind, or of all; none for what must be told."""
    optional = [notice.kind for notice in notices if not notice.kind.obligation]
    if not optional:
        return ""
    key = optional[0].key if len(notices) == 1 else ALL_KINDS
    return seen_from_outside(way_out_for(person, key))


def _headers(way_out: str) -> dict[str, str]:
    if not way_out:
        return {}
    return {"List-Unsubscribe": f"<{way_out}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
