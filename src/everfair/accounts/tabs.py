"""The tabs that accounts hang."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from everfair.accounts.access import (
    can_audit,
    can_enter_desk,
    can_manage_clients,
    can_open_delegations,
    can_read_history,
    can_search_people,
    can_see_members,
    can_vet_organisations,
)
from everfair.accounts.interfaces.desk import grants_here
from everfair.accounts.models import DelegationOfficer
from everfair.accounts.queries.vetting import count_waiting
from everfair.kernel.tabs import Tab, hang_tab
from everfair.kernel.waiting import Pile, tell_pile

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.accounts.member import Member
    from everfair.accounts.officer import Officer


def _overview(_request: HttpRequest, member: Member) -> str:
    return reverse("accounts:workspace-view", args=[member.organisation.public_id])


def _people(_request: HttpRequest, member: Member) -> str | None:
    return reverse("accounts:member-list", args=[member.organisation.public_id]) if can_see_members(member) else None


def _clients(request: HttpRequest, _subject: object) -> str | None:
    return reverse("accounts:client-list") if can_manage_clients(grants_here(request)) else None


def _profile(_request: HttpRequest, member: Member) -> str:
    return reverse("accounts:organisation-profile", args=[member.organisation.public_id])


def _vetting(request: HttpRequest, _subject: object) -> str | None:
    return reverse("accounts:organisation-vetting") if can_vet_organisations(grants_here(request)) else None


def _my_delegations(request: HttpRequest, _subject: object) -> str | None:
    is_officer = request.user.is_authenticated and DelegationOfficer.objects.filter(person=request.user).exists()
    return reverse("accounts:delegation-list") if is_officer else None


def _all_delegations(request: HttpRequest, _subject: object) -> str | None:
    opens = any(can_open_delegations([grant], grant.edition_id) for grant in grants_here(request))
    return reverse("accounts:delegation-desk") if opens else None


def _joined_delegations(_request: HttpRequest, member: Member) -> str:
    return reverse("accounts:organisation-delegations", args=[member.organisation.public_id])


def _of_delegation(route: str) -> Callable[[HttpRequest, Officer], str]:
    return lambda _request, officer: reverse(route, args=[officer.delegation.public_id])


def _desk(request: HttpRequest, _subject: object) -> str | None:
    return reverse("accounts:desk-front") if can_enter_desk(grants_here(request)) else None


def _people_search(request: HttpRequest, _subject: object) -> str | None:
    return reverse("accounts:person-list") if can_search_people(grants_here(request)) else None


def _audit(request: HttpRequest, _subject: object) -> str | None:
    return reverse("accounts:audit-list") if can_audit(grants_here(request), None) else None


def _history(_request: HttpRequest, member: Member) -> str | None:
    address = reverse("accounts:organisation-history", args=[member.organisation.public_id])
    return address if can_read_history(member) else None


def _applications(request: HttpRequest) -> Pile | None:
    grants = grants_here(request)
    if not can_vet_organisations(grants):
        return None
    waiting = count_waiting(grants)
    words = ngettext("organisation waits for an answer", "organisations wait for an answer", waiting)
    return Pile(words, reverse("accounts:organisation-vetting"), waiting)


tell_pile(_applications)
hang_tab("account", Tab("me", _("Overview"), 10, lambda _request, _subject: reverse("accounts:me")))
hang_tab("account", Tab("tokens", _("Programs"), 80, lambda _request, _subject: reverse("accounts:token-list")))
hang_tab(
    "account",
    Tab("organisations", _("Organisations"), 20, lambda _request, _subject: reverse("accounts:organisation-list")),
)
hang_tab("organisation", Tab("overview", _("Overview"), 10, _overview))
hang_tab("organisation", Tab("people", _("People"), 80, _people))
hang_tab(
    "account", Tab("security", _("Sign-in and security"), 30, lambda _request, _subject: reverse("accounts:security"))
)
hang_tab("account", Tab("privacy", _("Privacy"), 60, lambda _request, _subject: reverse("accounts:privacy")))
hang_tab(
    "account", Tab("connections", _("Connections"), 40, lambda _request, _subject: reverse("accounts:connection-list"))
)
hang_tab("desk", Tab("clients", _("Sites"), 70, _clients))
hang_tab("organisation", Tab("profile", _("Profile and vetting"), 70, _profile))
hang_tab("desk", Tab("vetting", _("Organisations"), 10, _vetting))
hang_tab("account", Tab("delegations", _("Delegations"), 25, _my_delegations))
hang_tab("desk", Tab("delegations", _("Delegations"), 20, _all_delegations))
hang_tab("organisation", Tab("delegations", _("Delegations"), 75, _joined_delegations))
hang_tab("delegation", Tab("overview", _("Overview"), 10, _of_delegation("accounts:delegation-view")))
hang_tab("delegation", Tab("members", _("Members"), 20, _of_delegation("accounts:delegation-members")))
hang_tab("delegation", Tab("imports", _("Spreadsheets"), 30, _of_delegation("accounts:delegation-imports")))
hang_tab("delegation", Tab("officers", _("Officers"), 90, _of_delegation("accounts:delegation-officers")))
hang_tab("desk", Tab("desk", _("Overview"), 5, _desk))
hang_tab("desk", Tab("people", pgettext_lazy("operators' desk", "People"), 30, _people_search))
hang_tab("desk", Tab("audit", _("Audit"), 90, _audit))
hang_tab("organisation", Tab("history", _("History"), 95, _history))
