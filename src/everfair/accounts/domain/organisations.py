"""Organisations: founded, and changed by those who manage them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Unpack

from allauth.account.models import EmailAddress
from django.db.transaction import atomic

from everfair.accounts.access import can_manage
from everfair.accounts.domain.memberships import add_member
from everfair.accounts.domain.papers import show_papers
from everfair.accounts.domain.particulars import (
    CHECKED,
    MoreParticulars,
    Particulars,
    check_particulars,
    make_particulars,
    particulars_of,
    write_particulars,
)
from everfair.accounts.domain.vetting_steps import lock, take_step
from everfair.accounts.enums import MemberRole, OrganisationState, VerificationLevel, VettingStep
from everfair.accounts.errors import AnswerMissing, LooksLikeAnother, NotOpenToChange, TooManyApplications
from everfair.accounts.models import Organisation, OrganisationDocument, Person, Vetting
from everfair.accounts.queries.likeness import looks_like_another
from everfair.kernel.access import require
from everfair.kernel.errors import Conflict
from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from everfair.accounts.member import Member
    from everfair.kernel.text import Text

MOST_APPLICATIONS = 5
WAITING = (OrganisationState.APPLIED, OrganisationState.ASKED)


def found_organisation(
    actor: Person,
    *,
    name: Text,
    kind: str,
    country: str | None,
    is_another: bool = True,
    papers: Iterable[OrganisationDocument] = (),
    **more: Unpack[MoreParticulars],
) -> Organisation:
    """Found an organisation that waits for approval; the founder becomes its owner.

    `is_another` says that it is none of those that look like it. `papers` are drafts of the actor.
    Raises what `check_particulars` raises, `LooksLikeAnother`, `TooManyApplications` or `TooManyPapers`.
    """
    given = make_particulars(name=name, kind=kind, country=country, **more)
    check_particulars(given)
    if not is_another and looks_like_another(given.name, country=given.country, number=given.registration_number):
        raise LooksLikeAnother(field="is_another")
    with atomic():
        _check_applications(actor)
        organisation = _create(actor, given)
        add_member(organisation, actor, actor=actor, role=MemberRole.OWNER)
        show_papers(organisation, papers, person=actor)
    return organisation


def change_organisation(
    member: Member,
    given: Particulars,
    *,
    words: str = "",
    papers: Iterable[OrganisationDocument] = (),
    seen: str | None = None,
) -> Organisation:
    """Change what an organisation says of itself; while it is vetted this is the answer to the vetters.

    A new name, kind, country or number of an approved one sends it to vetting again, and whatever was proved
    before counts no more. `seen` is the fingerprint of what the form showed: `Conflict` if that has changed.
    Raises `NotOpenToChange`, `AnswerMissing`, `TooManyPapers` and what `check_particulars` raises.
    """
    require(can_manage(member))
    check_particulars(given)
    with atomic():
        organisation = lock(member.organisation)
        _ensure_open(organisation, seen)
        changes = write_particulars(organisation, given)
        if changes.keys() & CHECKED:
            organisation.level = min(organisation.level, VerificationLevel.MAIL)
        shown = show_papers(organisation, papers, person=member.person)
        _note_change(organisation, member.person, changes, words=words.strip(), shown=shown)
    return organisation


def note_mail_proved(person: Person) -> None:
    """Raise what the person owns to L0, now that their mail address is proved."""
    owned = Organisation.objects.filter(memberships__person=person, memberships__role=MemberRole.OWNER)
    owned.filter(level=VerificationLevel.NONE).update(level=VerificationLevel.MAIL)


def _create(actor: Person, given: Particulars) -> Organisation:
    is_proved = EmailAddress.objects.filter(user=actor, verified=True).exists()
    organisation = Organisation(level=VerificationLevel.MAIL if is_proved else VerificationLevel.NONE)
    write_particulars(organisation, given)
    organisation.save()
    Vetting.objects.create(organisation=organisation, step=VettingStep.APPLIED, person=actor)
    log_event(
        "organisation.founded",
        actor=actor,
        subject=organisation,
        organisation=organisation,
        kind=given.kind,
        country=given.country,
    )
    return organisation


def _ensure_open(organisation: Organisation, seen: str | None) -> None:
    if organisation.state == OrganisationState.REFUSED:
        raise NotOpenToChange
    if seen is not None and seen != particulars_of(organisation).fingerprint:
        raise Conflict


def _note_change(
    organisation: Organisation, person: Person, changes: dict[str, list[Any]], *, words: str, shown: int
) -> None:
    """Save and write down: what the vetters have to look at as a step, what may be changed freely in the log alone."""
    is_new_claim = organisation.state == OrganisationState.APPROVED and bool(changes.keys() & CHECKED)
    told: dict[str, Any] = {"changed": sorted(changes)}
    if is_new_claim or words or shown or (changes and organisation.state in WAITING):
        step = VettingStep.CHANGED if is_new_claim else VettingStep.ANSWERED
        take_step(organisation, step, person=person, words=words, changes=changes)
        event = "organisation.changed_checked" if is_new_claim else "organisation.answered"
        told |= {"words": words, "documents": shown}
    elif changes:
        organisation.save()
        event = "organisation.changed"
    elif organisation.state == OrganisationState.ASKED:
        raise AnswerMissing
    else:
        return
    log_event(event, actor=person, subject=organisation, organisation=organisation, **told)


def _check_applications(actor: Person) -> None:
    """The caller's transaction locks the person, so that two applications at once are counted one after the other."""
    Person.objects.select_for_update().get(pk=actor.pk)
    waiting = actor.memberships.filter(role=MemberRole.OWNER, organisation__state__in=WAITING).count()
    if waiting >= MOST_APPLICATIONS:
        raise TooManyApplications(limit=MOST_APPLICATIONS)
