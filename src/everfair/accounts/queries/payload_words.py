"""What the payload of an event says, in words: fields have the same meaning wherever they occur."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from everfair.accounts.countries import name_of_country
from everfair.accounts.enums import ConsentPurpose, EditionRole, MemberRole, OrganisationKind, VerificationLevel
from everfair.kernel.languages import DEFAULT_LANGUAGE
from everfair.kernel.money import Money

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Names = Mapping[str, str]

FIELDS: dict[str, _StrOrPromise] = {
    "access": pgettext_lazy("event log", "Who may write"),
    "agreement": pgettext_lazy("event log", "Agreement"),
    "agrees": pgettext_lazy("event log", "Agrees"),
    "ailment": pgettext_lazy("event log", "Trouble"),
    "amount_minor": pgettext_lazy("event log", "Amount"),
    "anonymous": pgettext_lazy("event log", "Without a name"),
    "answered": pgettext_lazy("event log", "Answered before"),
    "audience": pgettext_lazy("event log", "Audience"),
    "by": pgettext_lazy("event log", "By"),
    "by_itself": pgettext_lazy("event log", "By itself"),
    "bytes": pgettext_lazy("event log", "Bytes"),
    "came_from": pgettext_lazy("event log", "From"),
    "changed": pgettext_lazy("event log", "Changed"),
    "client": pgettext_lazy("event log", "Site"),
    "consent": pgettext_lazy("event log", "Consent"),
    "count": pgettext_lazy("event log", "Number"),
    "country": pgettext_lazy("event log", "Country or region"),
    "created": pgettext_lazy("event log", "Founded"),
    "cues": pgettext_lazy("event log", "Captions"),
    "currency": pgettext_lazy("event log", "Currency"),
    "days": pgettext_lazy("event log", "Days"),
    "delegation": pgettext_lazy("event log", "Delegation"),
    "device": pgettext_lazy("event log", "Device"),
    "digest": pgettext_lazy("event log", "Digest"),
    "direction": pgettext_lazy("event log", "Direction"),
    "documents": pgettext_lazy("event log", "Documents"),
    "download": pgettext_lazy("event log", "Download"),
    "end": pgettext_lazy("event log", "Ended because"),
    "expired": pgettext_lazy("event log", "Expired"),
    "expires_at": pgettext_lazy("event log", "Until"),
    "figures": pgettext_lazy("event log", "Figures"),
    "found": pgettext_lazy("event log", "Found"),
    "hint": pgettext_lazy("event log", "Last signs of the key"),
    "how": pgettext_lazy("event log", "How"),
    "initiator": pgettext_lazy("event log", "Asked by"),
    "intent": pgettext_lazy("event log", "Intent"),
    "invitation": pgettext_lazy("event log", "Invitation"),
    "invited": pgettext_lazy("event log", "Invited"),
    "kept": pgettext_lazy("event log", "Kept"),
    "kind": pgettext_lazy("event log", "Kind"),
    "label": pgettext_lazy("event log", "Label"),
    "language": pgettext_lazy("event log", "Language"),
    "left": pgettext_lazy("event log", "Left by themselves"),
    "letter": pgettext_lazy("event log", "Letter"),
    "level": pgettext_lazy("event log", "Level"),
    "look": pgettext_lazy("event log", "Look"),
    "message": pgettext_lazy("event log", "Message"),
    "minutes": pgettext_lazy("event log", "Minutes"),
    "mistaken": pgettext_lazy("event log", "With mistakes"),
    "mode": pgettext_lazy("event log", "Mode"),
    "name": pgettext_lazy("event log", "Name"),
    "negotiations": pgettext_lazy("event log", "Negotiations"),
    "old": pgettext_lazy("event log", "Before"),
    "organisation": pgettext_lazy("event log", "Organisation"),
    "organisations": pgettext_lazy("event log", "Organisations"),
    "paper_sha256": pgettext_lazy("event log", "SHA-256 of the paper"),
    "person": pgettext_lazy("event log", "Person"),
    "port": pgettext_lazy("event log", "Port"),
    "problem": pgettext_lazy("event log", "Problem"),
    "project": pgettext_lazy("event log", "Project"),
    "protocol": pgettext_lazy("event log", "Came by"),
    "provider": pgettext_lazy("event log", "Identity provider"),
    "public": pgettext_lazy("event log", "For the audience"),
    "purpose": pgettext_lazy("event log", "Purpose"),
    "reason": pgettext_lazy("event log", "Reason"),
    "registered": pgettext_lazy("event log", "Registered by the delegation"),
    "removed": pgettext_lazy("event log", "Removed"),
    "replaced": pgettext_lazy("event log", "Replaced"),
    "respondent": pgettext_lazy("event log", "Asked"),
    "role": pgettext_lazy("event log", "Role"),
    "round": pgettext_lazy("event log", "Round"),
    "rows": pgettext_lazy("event log", "Rows"),
    "scale": pgettext_lazy("event log", "Scale"),
    "scopes": pgettext_lazy("event log", "May learn"),
    "seconds": pgettext_lazy("event log", "Seconds"),
    "sector": pgettext_lazy("event log", "Sector"),
    "sha256": pgettext_lazy("event log", "SHA-256"),
    "shown": pgettext_lazy("event log", "Shown"),
    "site": pgettext_lazy("event log", "Site"),
    "slow_seconds": pgettext_lazy("event log", "Seconds between lines"),
    "slug": pgettext_lazy("event log", "Address"),
    "source": pgettext_lazy("event log", "Spreadsheet"),
    "stage": pgettext_lazy("event log", "Stage"),
    "state": pgettext_lazy("event log", "State"),
    "stream": pgettext_lazy("event log", "Stream"),
    "supply_mode": pgettext_lazy("event log", "Mode of supply"),
    "takes": pgettext_lazy("event log", "Takes questions"),
    "template": pgettext_lazy("event log", "Template"),
    "things": pgettext_lazy("event log", "Things"),
    "time_zone": pgettext_lazy("event log", "Time zone"),
    "to": pgettext_lazy("event log", "To"),
    "unchanged": pgettext_lazy("event log", "Unchanged"),
    "until": pgettext_lazy("event log", "Until"),
    "updated": pgettext_lazy("event log", "Updated"),
    "verdict": pgettext_lazy("event log", "Verdict"),
    "version": pgettext_lazy("event log", "Version"),
    "went_to": pgettext_lazy("event log", "To"),
    "what": pgettext_lazy("event log", "What"),
    "words": pgettext_lazy("event log", "Words"),
    "zone": pgettext_lazy("event log", "Zone"),
}
_ROLES = {**dict(MemberRole.choices), **dict(EditionRole.choices)}
_VALUES: dict[str, Mapping[Any, _StrOrPromise]] = {
    "role": _ROLES,
    "old": _ROLES,
    "kind": dict(OrganisationKind.choices),
    "purpose": dict(ConsentPurpose.choices),
    "level": dict(VerificationLevel.choices),
    "language": {"zh-hans": _("Chinese"), "en": _("English")},
}
# Fields that hold the public id of somebody or of an organisation.
NAMED = ("person", "to", "organisation", "initiator", "respondent")


def payload_in_words(payload: Mapping[str, Any], names: Names) -> list[tuple[str, str]]:
    """Return (field, value) pairs as people read them; `names` are those of public ids."""
    told = {key: value for key, value in payload.items() if value not in (None, "", [])}
    if "amount_minor" in told and "currency" in told:
        told["amount_minor"] = Money(told["amount_minor"], told.pop("currency")).format(_language())
    return [(_field(key), _value(key, value, names)) for key, value in told.items()]


def _field(key: str) -> str:
    return str(FIELDS.get(key, key.replace("_", " ")))


def _value(key: str, value: Any, names: Names) -> str:
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, list):
        return ", ".join(_field(str(part)) for part in value)
    if key == "country":
        return name_of_country(value, _language())
    if key in NAMED:
        return names.get(value, str(value))
    return str(_VALUES.get(key, {}).get(value, value))


def _language() -> str:
    return get_language() or DEFAULT_LANGUAGE
