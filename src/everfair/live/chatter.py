"""Somebody at the chat of a stream, with all that predicates ask for, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from everfair.accounts.public import OrganisationState, acting_member, memberships, person_of
from everfair.live.access import can_moderate_stream, can_say_in_chat
from everfair.live.enums import ChatAccess
from everfair.live.models import ChatRules
from everfair.live.playback.rights import right_to_watch
from everfair.live.runner import Runner, runner_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.accounts.models import Organisation, Person
    from everfair.live.models import Stream


@dataclass(frozen=True, slots=True)
class Chatter:
    """`person` is None for a stranger, `organisation` for whom acts for none; `is_team` may moderate."""

    stream: Stream
    rules: ChatRules
    person: Person | None
    organisation: Organisation | None
    may_read: bool
    is_team: bool
    takes_part: bool

    @property
    def may_write(self) -> bool:
        return self.may_read and can_say_in_chat(
            self.rules.access, has_account=self.person is not None, takes_part=self.takes_part, is_team=self.is_team
        )


def rules_of(stream: Stream) -> ChatRules:
    """Return the rules of a stream's chat, the defaults (unsaved) where nobody set any."""
    return ChatRules.objects.filter(stream=stream).first() or ChatRules(stream=stream)


def moderates(runner: Runner, stream: Stream) -> bool:
    return can_moderate_stream(runner.grants, runner.members, stream)


def chatter_of(request: HttpRequest, stream: Stream) -> Chatter:
    """Return the reader with their rights; one query for a stranger."""
    rules = rules_of(stream)
    right = right_to_watch(request, stream)
    if not request.user.is_authenticated:
        return Chatter(stream, rules, None, None, right.refusal is None, is_team=False, takes_part=False)
    is_team = moderates(runner_of(request), stream)
    asks = rules.access == ChatAccess.TAKING_PART and not is_team
    return Chatter(
        stream,
        rules,
        person_of(request),
        _shown_organisation(request),
        right.refusal is None or is_team,
        is_team=is_team,
        takes_part=asks and _takes_part(request, stream),
    )


def _takes_part(request: HttpRequest, stream: Stream) -> bool:
    """Tell who takes part: people of organisations that are registered for the edition, and who was invited."""
    organisations = [member.organisation.pk for member in memberships(request)]
    registered = stream.edition.participations.filter(organisation_id__in=organisations)
    return registered.exists() or stream.invitees.filter(person=person_of(request)).exists()


def _shown_organisation(request: HttpRequest) -> Organisation | None:
    """Return whom the person acts for; an organisation is named only once the fair has approved it."""
    member = acting_member(request)
    if member is None or member.organisation.state != OrganisationState.APPROVED:
        return None
    return member.organisation
