"""Truth tables of the live room's predicates."""

from __future__ import annotations

import itertools

import pytest

from everfair.accounts.models import Organisation, Person
from everfair.accounts.public import EditionRole, Grant, Member, MemberRole, OrganisationState
from everfair.exhibition.enums import BoothState
from everfair.exhibition.models import Booth, Exhibitor
from everfair.live.access import (
    can_ban_from_edition,
    can_create_show,
    can_create_stream,
    can_moderate_stream,
    can_open_moderation,
    can_run_stream,
    can_say_in_chat,
    can_see_author,
    can_take_part,
    can_watch_stream,
)
from everfair.live.enums import Audience, ChatAccess
from everfair.live.models import Stream

pytestmark = pytest.mark.unit

HERE, ELSEWHERE = 7, 8
OURS, THEIRS = 3, 4
MANAGERS = {MemberRole.OWNER, MemberRole.ADMIN}


def grant(role: str, edition_id: int) -> Grant:
    return Grant(role, edition_id, zone_id=None)


def member(role: str, organisation_id: int, state: str = OrganisationState.APPROVED) -> Member:
    return Member(Person(), Organisation(pk=organisation_id, state=state), role)


@pytest.mark.parametrize("edition_id", [HERE, ELSEWHERE])
@pytest.mark.parametrize("role", EditionRole.values)
def test_of_the_roles_operators_of_the_edition_run_and_create_streams(role: str, edition_id: int) -> None:
    stream = Stream(edition_id=HERE, organisation_id=OURS)
    operates = role == EditionRole.OPERATOR and edition_id == HERE

    assert can_run_stream([grant(role, edition_id)], [], stream) == operates
    assert can_create_stream([grant(role, edition_id)], HERE) == operates


@pytest.mark.parametrize("organisation_id", [OURS, THEIRS])
@pytest.mark.parametrize("role", MemberRole.values)
def test_of_the_members_managers_of_its_organisation_run_a_stream(role: str, organisation_id: int) -> None:
    stream = Stream(edition_id=HERE, organisation_id=OURS)

    allowed = can_run_stream([], [member(role, organisation_id)], stream)

    assert allowed == (role in MANAGERS and organisation_id == OURS)


def test_a_stream_without_organisation_is_run_by_no_member() -> None:
    assert not can_run_stream([], [member(MemberRole.OWNER, OURS)], Stream(edition_id=HERE))


@pytest.mark.parametrize("edition_id", [HERE, ELSEWHERE])
@pytest.mark.parametrize("role", EditionRole.values)
def test_of_the_roles_moderators_and_operators_of_the_edition_moderate(role: str, edition_id: int) -> None:
    stream = Stream(edition_id=HERE, organisation_id=OURS)

    allowed = can_moderate_stream([grant(role, edition_id)], [], stream)

    assert allowed == (role in {EditionRole.OPERATOR, EditionRole.MODERATOR} and edition_id == HERE)


@pytest.mark.parametrize("role", MemberRole.values)
def test_of_the_members_who_runs_a_stream_moderates_it(role: str) -> None:
    stream = Stream(edition_id=HERE, organisation_id=OURS)

    assert can_moderate_stream([], [member(role, OURS)], stream) == (role in MANAGERS)


@pytest.mark.parametrize(
    ("booth", "organisation", "organisation_id", "role"),
    list(itertools.product(BoothState.values, OrganisationState.values, [OURS, THEIRS], MemberRole.values)),
)
def test_of_the_members_managers_of_the_approved_exhibitor_create_shows_of_an_open_booth(
    booth: str, organisation: str, organisation_id: int, role: str
) -> None:
    place = Booth(state=booth, exhibitor=Exhibitor(edition_id=HERE, organisation_id=OURS))

    allowed = can_create_show([], [member(role, organisation_id, organisation)], place)

    is_exhibitor = organisation == OrganisationState.APPROVED and organisation_id == OURS and role in MANAGERS
    assert allowed == (booth == BoothState.OPEN and is_exhibitor)


@pytest.mark.parametrize(
    ("booth", "role", "edition_id"), list(itertools.product(BoothState.values, EditionRole.values, [HERE, ELSEWHERE]))
)
def test_of_the_roles_operators_of_the_edition_create_shows_of_an_open_booth(
    booth: str, role: str, edition_id: int
) -> None:
    place = Booth(state=booth, exhibitor=Exhibitor(edition_id=HERE, organisation_id=OURS))

    allowed = can_create_show([grant(role, edition_id)], [], place)

    assert allowed == (booth == BoothState.OPEN and role == EditionRole.OPERATOR and edition_id == HERE)


@pytest.mark.parametrize(
    ("audience", "has_account", "is_invited", "allowed"),
    [
        (Audience.PUBLIC, False, False, True),
        (Audience.PUBLIC, True, False, True),
        (Audience.PUBLIC, True, True, True),
        (Audience.REGISTERED, False, False, False),
        (Audience.REGISTERED, True, False, True),
        (Audience.REGISTERED, True, True, True),
        (Audience.INVITED, False, False, False),
        (Audience.INVITED, True, False, False),
        (Audience.INVITED, True, True, True),
    ],
)
def test_who_may_watch_depends_on_the_audience(
    audience: Audience, *, has_account: bool, is_invited: bool, allowed: bool
) -> None:
    stream = Stream(audience=audience)

    assert can_watch_stream(stream, has_account=has_account, is_invited=is_invited) == allowed


@pytest.mark.parametrize("edition_id", [HERE, ELSEWHERE])
@pytest.mark.parametrize("role", EditionRole.values)
def test_moderators_and_operators_open_the_moderation_desk_and_ban_from_their_edition(
    role: str, edition_id: int
) -> None:
    keeps_order = role in {EditionRole.OPERATOR, EditionRole.MODERATOR}

    assert can_open_moderation([grant(role, edition_id)]) == keeps_order
    assert can_ban_from_edition([grant(role, edition_id)], HERE) == (keeps_order and edition_id == HERE)


@pytest.mark.parametrize("access", ChatAccess.values)
@pytest.mark.parametrize(("has_account", "takes_part", "is_team"), list(itertools.product([False, True], repeat=3)))
def test_writing_in_a_chat_follows_its_rules_and_the_team_always_may(
    access: str, *, has_account: bool, takes_part: bool, is_team: bool
) -> None:
    by_rules = access == ChatAccess.REGISTERED or (access == ChatAccess.TAKING_PART and takes_part)

    allowed = can_say_in_chat(access, has_account=has_account, takes_part=takes_part, is_team=is_team)

    assert allowed == (has_account and (is_team or by_rules))


@pytest.mark.parametrize(("has_account", "may_watch"), list(itertools.product([False, True], repeat=2)))
def test_who_watches_with_an_account_asks_and_votes(*, has_account: bool, may_watch: bool) -> None:
    assert can_take_part(has_account=has_account, may_watch=may_watch) == (has_account and may_watch)


@pytest.mark.parametrize("edition_id", [HERE, ELSEWHERE])
@pytest.mark.parametrize("role", EditionRole.values)
def test_who_asked_without_a_name_is_told_to_moderators_of_the_edition_alone(role: str, edition_id: int) -> None:
    stream = Stream(edition_id=HERE, organisation_id=OURS)

    allowed = can_see_author([grant(role, edition_id)], stream)

    assert allowed == (role == EditionRole.MODERATOR and edition_id == HERE)
