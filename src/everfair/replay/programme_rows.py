"""Events, sessions, routes, delegations, outcomes and releases, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from everfair.accounts.enums import DelegationKind, DelegationMemberState
from everfair.accounts.models import Delegation, DelegationMember
from everfair.kernel.progress import Progress
from everfair.kernel.text import Text
from everfair.programme.models import Event, Session
from everfair.publishing.models import Outcome as OutcomeRow
from everfair.publishing.models import Release as ReleaseRow
from everfair.replay.draw import public_ids
from everfair.replay.facts import Plan, read_data
from everfair.replay.names import data
from everfair.replay.organisations import Organisation
from everfair.replay.outcomes import Outcome
from everfair.replay.programme import Session as DrawnSession
from everfair.replay.programme import written as written_events
from everfair.replay.releases import Release
from everfair.replay.table import copy_rows, reserve
from everfair.replay.words import Words, words
from everfair.visits.models import Route


def write_sessions(
    edition: int, sessions: list[DrawnSession], *, sectors: Mapping[str, int], progress: Progress
) -> None:
    """Write every session with its event."""
    events = reserve(Event, len(sessions))
    columns = (
        *("id", "public_id", "edition_id", "kind", "title", "summary"),
        *("host_id", "sector_id", "country", "subdivision"),
    )
    rows = (
        (
            *(row, one.public_id, edition, one.kind.value, one.title.json(), one.summary.json()),
            *(_row(one.host), sectors.get(one.sector or ""), one.country, one.subdivision),
        )
        for row, one in zip(events, (session.event for session in sessions), strict=True)
    )
    copy_rows(Event, columns, rows, progress=progress)
    columns = (
        *("id", "public_id", "edition_id", "event_id", "title", "mode"),
        *("is_live_streamed", "hall", "starts_at", "ends_at"),
    )
    drawn = zip(reserve(Session, len(sessions)), events, sessions, strict=True)
    session_rows = (
        (
            *(row, one.public_id, edition, event, one.event.title.json(), one.place.mode.value),
            *(one.place.is_streamed, one.place.hall.json(), one.place.starts, one.place.ends),
        )
        for row, event, one in drawn
    )
    copy_rows(Session, columns, session_rows, progress=progress)


def write_delegations(edition: int) -> dict[str, int]:
    """Write the delegations of the provinces that have an event; return their rows by slug."""
    provinces = data("places")["provinces"]
    codes = written_events()["province_theme"]["provinces"]
    found = [words(provinces[code]) for code in codes]
    rows = Delegation.objects.bulk_create(
        Delegation(
            public_id=public_id,
            edition_id=edition,
            kind=DelegationKind.PROVINCE,
            slug=name.en.lower().replace(" ", "-"),
            name=_text(Words(f"{name.zh}交易团", f"{name.en} trade delegation")),
        )
        for name, public_id in zip(found, public_ids("delegations", len(found)), strict=True)
    )
    return {row.slug: row.pk for row in rows}


def write_delegation_members(outcomes: list[Outcome], delegations: Mapping[str, int]) -> None:
    """Make a member of every organisation that a delegation reports an outcome of."""
    pairs = {(one.delegation, one.first_party.row) for one in outcomes if one.delegation}
    DelegationMember.objects.bulk_create(
        DelegationMember(
            delegation_id=delegations[delegation], organisation_id=organisation, state=DelegationMemberState.JOINED
        )
        for delegation, organisation in sorted(pairs)
    )


def write_outcomes(edition: int, outcomes: list[Outcome], delegations: Mapping[str, int]) -> None:
    OutcomeRow.objects.bulk_create(
        OutcomeRow(
            public_id=one.public_id,
            edition_id=edition,
            kind=one.kind,
            stage=one.stage,
            title=_text(one.title),
            first_party_id=one.first_party.row,
            second_party_id=_row(one.second_party),
            partner_country=one.partner_country,
            delegation_id=delegations[one.delegation] if one.delegation else None,
            campaign=one.campaign,
            signed_at_event=one.signed_at_event,
            amount_minor=one.amount_minor,
            currency=one.currency,
            recorded_at=one.recorded,
        )
        for one in outcomes
    )


def write_releases(edition: int, releases: list[Release]) -> None:
    ReleaseRow.objects.bulk_create(
        ReleaseRow(
            public_id=one.public_id,
            edition_id=edition,
            kind=one.kind,
            organisation_id=one.organisation.row,
            title=_text(one.title.cut(200)),
            summary=_text(one.summary),
            published_at=one.published,
        )
        for one in releases
    )


def write_routes(edition: int, plan: Plan) -> None:
    """Write the 14 routes; all are open from the first morning of the exhibition."""
    written = read_data("programme/routes.yaml")
    opened: datetime = plan.moment(plan.exhibition_from, time(9))
    Route.objects.bulk_create(
        Route(
            public_id=public_id,
            edition_id=edition,
            position=position,
            title=_text(words(route["title"])),
            summary=_text(words(route["summary"])),
            stops=[words(stop).plain() for stop in route["stops"]],
            opened_at=opened + timedelta(minutes=15 * position),
        )
        for position, (route, public_id) in enumerate(zip(written, public_ids("routes", len(written)), strict=True))
    )


def _text(given: Words) -> Text:
    return Text(given.plain())


def _row(organisation: Organisation | None) -> int | None:
    return organisation.row if organisation else None
