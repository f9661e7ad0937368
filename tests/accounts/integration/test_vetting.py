"""The vetters' answers: which step leads where, who may, and who comes too late."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from everfair.accounts.domain.papers import MOST_PAPERS, forget_drafts, keep_draft, show_papers
from everfair.accounts.domain.vetting import (
    answer_several,
    approve_organisation,
    ask_organisation,
    refuse_organisation,
    set_level,
)
from everfair.accounts.domain.vetting_steps import MOVES, take_step
from everfair.accounts.enums import OrganisationState, VettingStep
from everfair.accounts.errors import AlreadyVetted, ProofMissing, QuestionMissing, ReasonMissing, TooManyPapers
from everfair.accounts.models import Organisation, OrganisationDocument, Person, RoleGrant, Vetting
from everfair.kernel.errors import Conflict, Forbidden
from everfair.kernel.models import Event, Upload
from everfair.kernel.uploads import open_upload
from tests.factories.accounts import OrganisationFactory, PersonFactory, make_operator
from tests.factories.fairs import ZoneFactory
from tests.factories.uploads import PDF, sent

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

ANSWERS: dict[VettingStep, Callable[..., Organisation]] = {
    VettingStep.APPROVED: approve_organisation,
    VettingStep.ASKED: ask_organisation,
    VettingStep.REFUSED: refuse_organisation,
    VettingStep.LEVEL_SET: set_level,
}


def applied(**fields: Any) -> Organisation:
    return OrganisationFactory.create(**{"state": "applied", **fields})


def lead_of(zone: Any) -> Person:
    person = PersonFactory.create()
    RoleGrant.objects.create(person=person, role="section_lead", edition=zone.edition, zone=zone)
    return person


def answer(step: VettingStep, organisation: Organisation, actor: Person, **more: Any) -> Organisation:
    level = {"level": 0} if step == VettingStep.LEVEL_SET else {}
    return ANSWERS[step](organisation, actor=actor, words="Because.", **level, **more)


@pytest.mark.parametrize("state", OrganisationState)
@pytest.mark.parametrize("step", ANSWERS)
def test_every_answer_follows_the_table(state: OrganisationState, step: VettingStep) -> None:
    organisation = applied(state=state)
    expected = MOVES[state].get(step)

    try:
        answer(step, organisation, make_operator())
    except AlreadyVetted:
        assert expected is None
        expected = state

    organisation.refresh_from_db()
    assert organisation.state == expected
    assert organisation.vettings.count() == (step in MOVES[state])


@pytest.mark.parametrize("state", OrganisationState)
@pytest.mark.parametrize("step", VettingStep)
def test_no_step_but_those_of_the_table_is_taken(state: OrganisationState, step: VettingStep) -> None:
    organisation = applied(state=state)

    if step in MOVES[state]:
        take_step(organisation, step, person=PersonFactory.create())
    else:
        with pytest.raises(AlreadyVetted):
            take_step(organisation, step, person=PersonFactory.create())

    organisation.refresh_from_db()
    assert organisation.state == MOVES[state].get(step, state)


def test_refused_is_the_only_end() -> None:
    assert [state for state in OrganisationState if not MOVES[state]] == [OrganisationState.REFUSED]


@pytest.mark.parametrize(
    ("step", "event", "payload"),
    [
        (VettingStep.APPROVED, "organisation.approved", {"words": "Because."}),
        (VettingStep.ASKED, "organisation.asked", {"words": "Because."}),
        (VettingStep.REFUSED, "organisation.refused", {"reason": "Because."}),
        (VettingStep.LEVEL_SET, "organisation.level_set", {"words": "Because.", "level": 0}),
    ],
)
def test_answers_are_written_down_and_logged(step: VettingStep, event: str, payload: dict[str, Any]) -> None:
    operator, organisation = make_operator(), applied()

    answer(step, organisation, operator)

    row, logged = Vetting.objects.get(), Event.objects.latest("id")
    assert (row.step, row.words, row.person) == (step, "Because.", operator)
    assert (logged.name, logged.payload, logged.actor) == (event, payload, operator)


@pytest.mark.parametrize(
    ("act", "refusal"), [(ask_organisation, QuestionMissing), (refuse_organisation, ReasonMissing)]
)
def test_asking_and_refusing_need_words(act: Callable[..., object], refusal: type[Exception]) -> None:
    organisation = applied()

    with pytest.raises(refusal):
        act(organisation, actor=make_operator(), words=" \n")

    assert not Vetting.objects.exists()


@pytest.mark.parametrize("step", ANSWERS)
@pytest.mark.parametrize("role", ["auditor", "moderator", "support", "statistics_officer", "section_lead", None])
def test_nobody_else_vets(role: str | None, step: VettingStep) -> None:
    actor = make_operator(role=role) if role else PersonFactory.create()

    with pytest.raises(Forbidden):
        answer(step, applied(applies_to=ZoneFactory.create()), actor)

    assert not Vetting.objects.exists()


@pytest.mark.parametrize("step", ANSWERS)
def test_section_lead_vets_its_zone_alone(step: VettingStep) -> None:
    zone, other = ZoneFactory.create(), ZoneFactory.create()
    lead = lead_of(zone)

    answer(step, applied(applies_to=zone), lead)

    for foreign in (applied(applies_to=other), applied()):
        with pytest.raises(Forbidden):
            answer(step, foreign, lead)
    assert Vetting.objects.count() == 1


@pytest.mark.parametrize("step", ANSWERS)
def test_application_that_left_the_zone_meanwhile_is_not_answered(step: VettingStep) -> None:
    zone = ZoneFactory.create()
    stale = applied(applies_to=zone)
    Organisation.objects.update(applies_to=None)

    with pytest.raises(Forbidden):
        answer(step, stale, lead_of(zone))


def test_the_later_of_two_vetters_is_told() -> None:
    organisation = applied()
    stale = Organisation.objects.get(pk=organisation.pk)
    approve_organisation(organisation, actor=make_operator())

    with pytest.raises(AlreadyVetted) as caught:
        refuse_organisation(stale, actor=make_operator(), words="Too late.")

    assert "Approved" in str(caught.value) or "已通过" in str(caught.value)
    assert not Event.objects.filter(name="organisation.refused").exists()


@pytest.mark.parametrize("step", ANSWERS)
def test_vetter_who_missed_a_step_looks_again(step: VettingStep) -> None:
    organisation = applied()
    set_level(organisation, actor=make_operator(), level=0)

    with pytest.raises(Conflict):
        answer(step, organisation, make_operator(), seen=0)
    answer(step, organisation, make_operator(), seen=1)

    assert Vetting.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_jobs")
def test_of_two_at_once_one_answers() -> None:
    organisation, vetters, start, told = applied(), [make_operator(), make_operator()], Barrier(2), []

    def press(step: VettingStep, actor: Person) -> None:
        start.wait()
        try:
            answer(step, organisation, actor)
        except AlreadyVetted as late:
            told.append(late)
        finally:
            connection.close()

    steps = (VettingStep.APPROVED, VettingStep.REFUSED)
    threads = [Thread(target=press, args=pair) for pair in zip(steps, vetters, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(told), Vetting.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("level", "kinds", "is_set"),
    [
        (0, [], True),
        (1, [], False),
        (1, ["other", "authority"], False),
        (1, ["registration"], True),
        (2, ["authority"], False),
        (2, ["registration"], False),
        (2, ["registration", "authority"], True),
    ],
)
def test_levels_rest_on_documents(level: int, kinds: list[str], is_set: bool) -> None:  # noqa: FBT001 -- a parameter
    organisation, owner = applied(level=-1), PersonFactory.create()
    show_papers(organisation, [keep_draft(owner, sent(PDF, "a.pdf"), kind=kind) for kind in kinds], person=owner)

    if is_set:
        set_level(organisation, actor=make_operator(), level=level)
    else:
        with pytest.raises(ProofMissing):
            set_level(organisation, actor=make_operator(), level=level)

    organisation.refresh_from_db()
    assert organisation.level == (level if is_set else -1)


def test_several_are_answered_and_the_rest_is_counted() -> None:
    zone = ZoneFactory.create()
    rows = [applied(applies_to=zone) for _ in range(4)]
    foreign = applied()
    approve_organisation(rows[0], actor=make_operator())
    set_level(rows[1], actor=make_operator(), level=0)
    chosen = {row.public_id: 0 for row in [*rows, foreign]} | {"nothing": 0}

    answered = answer_several(chosen, refuse_organisation, actor=lead_of(zone), words="Not this year.")

    assert (answered.done, answered.skipped) == (2, 4)
    assert set(Organisation.objects.filter(state="refused")) == {rows[2], rows[3]}
    assert Event.objects.filter(name="organisation.refused").count() == 2


def test_drafts_are_limited() -> None:
    person = PersonFactory.create()
    OrganisationDocument.objects.bulk_create(
        OrganisationDocument(kind="other", added_by=person, upload=upload(number)) for number in range(MOST_PAPERS)
    )

    with pytest.raises(TooManyPapers):
        keep_draft(person, sent(PDF, "a.pdf"), kind="other")


def test_drafts_that_nobody_came_back_for_are_forgotten() -> None:
    owner, organisation = PersonFactory.create(), applied()
    stale, shown = (keep_draft(owner, sent(PDF, "a.pdf"), kind="other") for _ in range(2))
    show_papers(organisation, [shown], person=owner)
    OrganisationDocument.objects.update(added_at="2020-01-01T00:00Z")
    fresh = keep_draft(owner, sent(PDF, "b.pdf"), kind="other")

    forgotten = forget_drafts()

    assert forgotten == 1
    assert set(OrganisationDocument.objects.all()) == {shown, fresh}
    assert not Upload.objects.filter(pk=stale.upload_id).exists()
    with open_upload(shown.upload) as kept:
        assert kept.read() == PDF


def upload(number: int) -> Upload:
    return Upload.objects.create(stored=f"nowhere/{number}", name="a.pdf", media_type="application/pdf", size=1)
