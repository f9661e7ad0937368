"""Organisations: founded and vetted."""

from __future__ import annotations

from typing import Any

import pytest

from everfair.accounts.domain.organisations import change_organisation, found_organisation, note_mail_proved
from everfair.accounts.domain.papers import keep_draft
from everfair.accounts.domain.particulars import Particulars, make_particulars
from everfair.accounts.domain.vetting import approve_organisation, ask_organisation
from everfair.accounts.enums import OrganisationKind, VerificationLevel
from everfair.accounts.errors import (
    AnswerMissing,
    CountryMissing,
    CountryNotWanted,
    FortuneNotWanted,
    LooksLikeAnother,
    NameMissing,
    NotOpenToChange,
    TooManyApplications,
)
from everfair.accounts.member import Member
from everfair.accounts.models import Organisation, Person
from everfair.accounts.queries.members import memberships_of
from everfair.kernel.errors import Conflict, Forbidden
from everfair.kernel.models import Event
from everfair.kernel.text import Text
from tests.factories.accounts import PersonFactory, make_member, make_operator
from tests.factories.fairs import ZoneFactory
from tests.factories.uploads import PDF, sent

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

NAME = Text({"zh-hans": "云图科技", "en": "Cloud Atlas"})


def found(actor: Person, **changes: Any) -> Organisation:
    return found_organisation(actor, **{"name": NAME, "kind": OrganisationKind.COMPANY, "country": "TH", **changes})


def said(**changes: Any) -> Particulars:
    return make_particulars(**{"name": NAME, "kind": OrganisationKind.COMPANY, "country": "TH", **changes})


def settled(state: str = "approved", **fields: Any) -> Member:
    """Return the owner of an organisation that says `said()` of itself."""
    return make_member(name=NAME, country="TH", state=state, **fields)


def test_founder_becomes_owner_of_an_organisation_that_waits() -> None:
    founder = PersonFactory.create()

    organisation = found(founder, place="Bangkok", website="https://atlas.example")

    (member,) = memberships_of(founder)
    assert (member.organisation, member.role) == (organisation, "owner")
    organisation.refresh_from_db()
    assert (organisation.name, organisation.state, organisation.is_overseas) == (NAME, "applied", True)
    assert (organisation.place, organisation.website) == ("Bangkok", "https://atlas.example")


def test_founding_is_told_to_the_log() -> None:
    founder = PersonFactory.create()

    organisation = found(founder)

    names = list(Event.objects.filter(organisation=organisation).values_list("name", "payload"))
    assert names == [
        ("organisation.founded", {"kind": "company", "country": "TH"}),
        ("membership.added", {"person": founder.public_id, "role": "owner"}),
    ]


@pytest.mark.parametrize(
    ("changes", "refusal", "field"),
    [
        ({"name": Text()}, NameMissing, "name_zh"),
        ({"country": None}, CountryMissing, "country"),
        ({"country": ""}, CountryMissing, "country"),
        ({"country": "ZZ"}, CountryMissing, "country"),
        ({"kind": "international_organisation"}, CountryNotWanted, "country"),
        ({"kind": "embassy", "country": None}, CountryMissing, "country"),
        ({"kind": "embassy", "fortune_500_year": 2019}, FortuneNotWanted, "fortune_500_year"),
    ],
)
def test_founding_checks_name_and_country(changes: dict[str, Any], refusal: type[Exception], field: str) -> None:
    with pytest.raises(refusal) as caught:
        found(PersonFactory.create(), **changes)

    assert getattr(caught.value, "field", None) == field
    assert not Organisation.objects.exists()


def test_international_organisation_has_no_country_and_counts_as_overseas() -> None:
    organisation = found(PersonFactory.create(), kind="international_organisation", country=None)

    organisation.refresh_from_db()
    assert (organisation.country, organisation.is_overseas) == (None, True)


@pytest.mark.parametrize(("country", "overseas"), [("CN", False), ("HK", True), ("MO", True), ("TW", True)])
def test_overseas_means_outside_the_mainland(country: str, overseas: bool) -> None:  # noqa: FBT001 -- a parameter
    organisation = found(PersonFactory.create(), country=country)

    organisation.refresh_from_db()
    assert organisation.is_overseas is overseas


def test_five_may_wait_and_answered_ones_make_room() -> None:
    founder = PersonFactory.create()
    waiting = [found(founder) for _ in range(5)]

    with pytest.raises(TooManyApplications):
        found(founder)
    approve_organisation(waiting[0], actor=make_operator())
    found(founder)

    assert Organisation.objects.filter(state="applied").count() == 5


def test_particulars_are_kept_as_registers_compare_them() -> None:
    zone = ZoneFactory.create()

    organisation = found(
        PersonFactory.create(),
        registration_number=" 9111 ００00ab ",
        sectors=["10", "2", "10"],
        fortune_500_year=2019,
        applies_to_id=zone.pk,
    )

    organisation.refresh_from_db()
    assert organisation.registration_number == "91110000AB"
    assert (organisation.sectors, organisation.fortune_500_year) == (["2", "10"], 2019)
    assert (organisation.applies_to, organisation.search_names) == (zone, "云图科技 cloudatlas")


@pytest.mark.parametrize(("confirmed", "level"), [(True, VerificationLevel.MAIL), (False, VerificationLevel.NONE)])
def test_proved_mail_is_the_first_level(confirmed: bool, level: int) -> None:  # noqa: FBT001 -- a parameter
    founder = PersonFactory.create(confirmed=confirmed)

    organisation = found(founder)

    assert organisation.level == level
    note_mail_proved(founder)
    organisation.refresh_from_db()
    assert organisation.level == VerificationLevel.MAIL


def test_a_double_is_told_and_goes_on_when_it_is_another_one() -> None:
    found(PersonFactory.create())
    founder = PersonFactory.create()

    with pytest.raises(LooksLikeAnother):
        found(founder, is_another=False)
    found(founder, is_another=True)

    assert Organisation.objects.count() == 2


def test_papers_sent_before_go_with_the_application() -> None:
    founder, stranger = PersonFactory.create(), PersonFactory.create()
    papers = [keep_draft(person, sent(PDF, "a.pdf"), kind="registration") for person in (founder, stranger)]

    organisation = found(founder, papers=papers)

    assert list(organisation.documents.all()) == papers[:1]


def test_answering_brings_the_application_back() -> None:
    member = settled("asked")

    change_organisation(member, said(place="Bangkok"), words=" Here it is. ")

    organisation = Organisation.objects.get()
    step = organisation.vettings.get()
    assert (organisation.state, organisation.place) == ("applied", "Bangkok")
    assert (step.step, step.words, step.changes) == ("answered", "Here it is.", {"place": ["", "Bangkok"]})
    assert Event.objects.latest("id").payload == {"words": "Here it is.", "changed": ["place"], "documents": 0}


def test_an_answer_says_something() -> None:
    member = settled("asked")

    with pytest.raises(AnswerMissing):
        change_organisation(member, said())

    assert Organisation.objects.get().state == "asked"


def test_a_paper_alone_is_an_answer() -> None:
    member = settled("asked")
    paper = keep_draft(member.person, sent(PDF, "a.pdf"), kind="registration")

    change_organisation(member, said(), papers=[paper])

    assert Organisation.objects.get().state == "applied"
    assert Event.objects.latest("id").payload == {"words": "", "changed": [], "documents": 1}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"place": "Bangkok"}, "place"),
        ({"about": Text({"en": "We fly."})}, "about"),
        ({"website": "https://atlas.example"}, "website"),
        ({"sectors": ["1"]}, "sectors"),
    ],
)
def test_an_approved_one_changes_the_rest_freely(changes: dict[str, Any], field: str) -> None:
    member = settled(level=2)

    change_organisation(member, said(**changes))

    organisation = Organisation.objects.get()
    assert (organisation.state, organisation.level, organisation.vettings.count()) == ("approved", 2, 0)
    assert Event.objects.latest("id").payload == {"changed": [field]}


@pytest.mark.parametrize(
    "changes",
    [
        {"name": Text({"zh-hans": "云图科技", "en": "Ministry of Maps"})},
        {"country": "LA"},
        {"kind": "institution"},
        {"registration_number": "77"},
        {"fortune_500_year": 2019},
    ],
)
def test_a_new_claim_of_an_approved_one_is_vetted_and_proved_again(changes: dict[str, Any]) -> None:
    member = settled(level=2)

    change_organisation(member, said(**changes))

    organisation = Organisation.objects.get()
    step = organisation.vettings.get()
    assert (organisation.state, organisation.level) == ("applied", VerificationLevel.MAIL)
    assert (step.step, list(step.changes)) == ("changed", list(changes))
    assert Event.objects.latest("id").name == "organisation.changed_checked"


def test_a_new_name_is_found_by_its_letters() -> None:
    change_organisation(settled(), said(name=Text({"en": "Northern Lights Ltd."})))

    assert Organisation.objects.get().search_names == "northernlights"


def test_saving_what_is_there_changes_nothing() -> None:
    before = Event.objects.count()

    change_organisation(settled(), said())

    assert Event.objects.count() == before


def test_the_later_of_two_managers_is_told() -> None:
    member = settled()
    seen = said().fingerprint
    change_organisation(member, said(place="Bangkok"), seen=seen)

    with pytest.raises(Conflict):
        change_organisation(member, said(place="Chiang Mai"), seen=seen)

    assert Organisation.objects.get().place == "Bangkok"


def test_a_refused_one_is_not_changed() -> None:
    with pytest.raises(NotOpenToChange):
        change_organisation(settled("refused"), said(place="Bangkok"))


@pytest.mark.parametrize("role", ["sales", "duty", "signatory", "statistics"])
def test_nobody_but_managers_changes_it(role: str) -> None:
    member = make_member(role, name=NAME, country="TH", state="asked")

    with pytest.raises(Forbidden):
        change_organisation(member, said(place="Bangkok"), words="Me too")

    assert Organisation.objects.get().place == ""


def test_what_is_asked_for_counts_among_those_that_wait() -> None:
    founder = PersonFactory.create()
    for organisation in [found(founder) for _ in range(5)]:
        ask_organisation(organisation, actor=make_operator(), words="Who are you?")

    with pytest.raises(TooManyApplications):
        found(founder)
