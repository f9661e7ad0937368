"""What negotiations show in an organisation's workspace, and what of them goes over when somebody leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everfair.accounts.public import (
    Figure,
    HandoverPart,
    NextStep,
    WaitingPart,
    can_follow_negotiations,
    can_negotiate,
    hands_over,
    show_figures,
    show_waiting,
    suggest_step,
)
from everfair.fairs.public import edition_led_to
from everfair.negotiation.domain.leads import count_led, move_leads
from everfair.negotiation.enums import NegotiationState
from everfair.negotiation.queries.summary import count_states, count_waiting_in, negotiates

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.accounts.public import Member


def _waiting(members: Sequence[Member]) -> Mapping[int, int]:
    followed = [member for member in members if can_follow_negotiations(member)]
    return count_waiting_in(followed) if followed else {}


def _waiting_words(count: int) -> str:
    return ngettext("%(count)s negotiation waits for you", "%(count)s negotiations wait for you", count) % {
        "count": count
    }


def _open_words(count: int) -> str:
    return ngettext("%(count)s open negotiation", "%(count)s open negotiations", count) % {"count": count}


def _find_a_project(request: HttpRequest, member: Member) -> NextStep | None:
    if not can_negotiate(member) or negotiates(member.organisation.pk):
        return None
    edition = edition_led_to(request)
    if edition is None:
        return None
    projects = reverse("exhibition:project-list", args=[edition.slug])
    return NextStep(_("Find a project that fits and ask its exhibitor for talks."), _("Look at the projects"), projects)


def _figures(member: Member) -> list[Figure]:
    counts = count_states(member.organisation.pk)
    if not counts:
        return []
    return [Figure(str(state.label), counts.get(state, 0)) for state in NegotiationState]


show_waiting(
    WaitingPart(
        "negotiations", _waiting, _waiting_words, lambda: f"{reverse('negotiation:negotiation-list')}?show=waiting"
    )
)
suggest_step(50, _find_a_project)
show_figures(_figures)
hands_over(HandoverPart("negotiations", _open_words, count_led, move_leads))
