"""Firms registered by spreadsheet: read, chosen from, applied, corrected, sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from everfair.accounts.domain import import_applying
from everfair.accounts.domain.firm_rows import EXAMPLE
from everfair.accounts.domain.import_applying import apply_import
from everfair.accounts.domain.imports import begin_applying, send_import
from everfair.accounts.enums import DelegationMemberState, ImportState
from everfair.accounts.errors import ImportBusy, NothingChosen
from everfair.accounts.models import DelegationImport, DelegationMember, Invitation, Organisation
from everfair.accounts.queries.imports import row_counts
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.delegations import (
    DelegationMemberFactory,
    apply_rows,
    credit_code,
    firm_row,
    firm_sheet,
    make_officer,
    make_operating_officer,
    send_and_read,
)
from tests.factories.fairs import sector
from tests.factories.uploads import sent

if TYPE_CHECKING:
    from everfair.accounts.officer import Officer

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


@pytest.fixture
def officer() -> Officer:
    sector()
    return make_officer()


def outcomes(source: DelegationImport) -> list[str]:
    return list(source.rows.order_by("number").values_list("outcome", flat=True))


def mistakes(source: DelegationImport) -> list[tuple[int, str, str]]:
    return [(row.number, key, code) for row in source.rows.all() for key, code, _ in row.mistakes]


def test_good_rows_wait_for_the_officer_and_change_nothing(officer: Officer) -> None:
    source = send_and_read(officer, firm_sheet(firm_row(1), EXAMPLE, firm_row(2)))

    assert (source.state, source.sheet, [row.number for row in source.rows.all()]) == ("ready", "企业", [2, 4])
    assert source.rows.first().cells["name_zh"] == "青禾001科技有限公司"
    assert Organisation.objects.count() == 0
    assert Event.objects.latest("id").payload == {"source": source.public_id, "rows": 2, "mistaken": 0}


@pytest.mark.parametrize(
    ("cells", "mistake"),
    [
        ({"name_zh": "", "name_en": "无"}, ("name_zh", "name_missing")),
        ({"name_zh": '=HYPERLINK("http://evil.example")'}, ("name_zh", "formula")),
        ({"name_en": "Evil\u202eCo"}, ("name_en", "unreadable")),
        ({"name_en": "Yuаnlan"}, ("name_en", "mixed_alphabets")),
        ({"name_zh": "长" * 201}, ("name_zh", "too_long")),
        ({"registration_number": ""}, ("registration_number", "number_missing")),
        ({"registration_number": credit_code(1)[:-1] + "I"}, ("registration_number", "number_wrong")),
        ({"registration_number": "9.11E+17"}, ("registration_number", "lost_digits")),
        ({"kind": "cartel"}, ("kind", "kind_unknown")),
        ({"country": "Atlantis"}, ("country", "country_unknown")),
        ({"kind": "international_organisation"}, ("country", "country_not_wanted")),
        ({"sectors": "1，魔法"}, ("sectors", "sector_unknown")),
        ({"website": "javascript:alert(1)"}, ("website", "website_wrong")),
        ({"contact_mail": "lin at example.org"}, ("contact_mail", "mail_wrong")),
    ],
)
def test_each_mistake_is_named_by_column_and_code(
    officer: Officer, cells: dict[str, str], mistake: tuple[str, str]
) -> None:
    source = send_and_read(officer, firm_sheet(firm_row(1, **cells), firm_row(2)))

    assert mistakes(source) == [(2, *mistake)]


def test_firm_that_is_there_twice_is_named_with_the_first_row(officer: Officer) -> None:
    source = send_and_read(
        officer, firm_sheet(firm_row(1), firm_row(2), firm_row(3, registration_number=credit_code(1)))
    )

    assert source.rows.get(number=4).mistakes == [["registration_number", "number_repeated", {"row": 2}]]


@pytest.mark.parametrize(
    ("country", "number", "code"),
    [("泰国", "0105-5500", "TH"), ("Thailand", "x1", "TH"), ("HK", "x2", "HK"), ("香港", "x3", "HK"), ("", None, "CN")],
)
def test_country_is_read_by_name_or_code(officer: Officer, country: str, number: str | None, code: str) -> None:
    row = firm_row(1, country=country) | ({"registration_number": number} if number else {})

    apply_rows(officer, send_and_read(officer, firm_sheet(row)))

    assert Organisation.objects.get().country == code


def test_applying_registers_firms_as_members_that_wait_for_vetting(officer: Officer) -> None:
    source = apply_rows(officer, send_and_read(officer, firm_sheet(firm_row(1, sectors="7,1"), firm_row(2))))

    first = Organisation.objects.order_by("registration_number").first()
    assert first is not None
    assert (source.state, outcomes(source)) == ("applied", ["created", "created"])
    assert first.name == {"zh-hans": "青禾001科技有限公司", "en": "Qinghe 001 Technology Co., Ltd."}
    assert (first.state, first.sectors, first.website) == ("applied", ["1", "7"], "https://firm001.example")
    assert [step.step for step in first.vettings.all()] == ["applied"]
    assert set(officer.delegation.members.values_list("state", flat=True)) == {"joined"}
    assert Event.objects.latest("id").payload == {
        "source": source.public_id,
        "created": 2,
        "updated": 0,
        "invited": 0,
        "unchanged": 0,
    }


def test_operator_registers_approved_firms(officer: Officer) -> None:
    operator = make_operating_officer(officer.delegation)

    apply_rows(operator, send_and_read(operator, firm_sheet(firm_row(1))))

    organisation = Organisation.objects.get()
    assert organisation.state == "approved"
    assert [step.step for step in organisation.vettings.all()] == ["applied", "approved"]


def test_firm_that_is_known_is_invited_and_keeps_its_words(officer: Officer) -> None:
    known = MembershipFactory.create(organisation__registration_number=credit_code(1)).organisation

    source = apply_rows(officer, send_and_read(officer, firm_sheet(firm_row(1))))

    known.refresh_from_db()
    assert outcomes(source) == ["invited"]
    assert officer.delegation.members.get().state == DelegationMemberState.INVITED
    assert "Service Company" in known.name["en"]


def test_firm_that_another_delegation_registered_is_invited_and_keeps_its_words(officer: Officer) -> None:
    other = make_officer()
    apply_rows(other, send_and_read(other, firm_sheet(firm_row(1))))

    source = apply_rows(officer, send_and_read(officer, firm_sheet(firm_row(1, name_en="Taken Over Ltd."))))

    assert outcomes(source) == ["invited"]
    assert Organisation.objects.get().name["en"] == "Qinghe 001 Technology Co., Ltd."


@pytest.mark.parametrize("state", ["joined", "invited"])
def test_member_is_left_as_it_is(officer: Officer, state: str) -> None:
    known = OrganisationFactory.create(registration_number=credit_code(1))
    DelegationMemberFactory.create(delegation=officer.delegation, organisation=known, state=state)

    source = apply_rows(officer, send_and_read(officer, firm_sheet(firm_row(1))))

    assert (outcomes(source), DelegationMember.objects.get().state) == (["unchanged"], state)


def test_who_left_is_asked_again_and_who_was_refused_is_registered_anew(officer: Officer) -> None:
    left = OrganisationFactory.create(registration_number=credit_code(1))
    DelegationMemberFactory.create(delegation=officer.delegation, organisation=left, state="left")
    OrganisationFactory.create(registration_number=credit_code(2), state="refused")

    source = apply_rows(officer, send_and_read(officer, firm_sheet(firm_row(1), firm_row(2))))

    assert outcomes(source) == ["invited", "created"]
    assert Organisation.objects.count() == 3


def test_corrected_file_changes_what_is_there_and_doubles_nothing(officer: Officer) -> None:
    apply_rows(officer, send_and_read(officer, firm_sheet(firm_row(1), firm_row(2))))

    again = firm_sheet(firm_row(1, place="北京"), firm_row(2), firm_row(3))
    source = apply_rows(officer, send_and_read(officer, again))

    assert outcomes(source) == ["updated", "unchanged", "created"]
    assert Organisation.objects.count() == officer.delegation.members.count() == 3
    assert Organisation.objects.get(registration_number=credit_code(1)).place == "北京"


def test_firm_that_somebody_acts_for_by_now_keeps_its_words(officer: Officer) -> None:
    apply_rows(officer, send_and_read(officer, firm_sheet(firm_row(1))))
    MembershipFactory.create(organisation=Organisation.objects.get())

    source = apply_rows(officer, send_and_read(officer, firm_sheet(firm_row(1, place="北京"))))

    assert (outcomes(source), Organisation.objects.get().place) == (["unchanged"], "洛阳")


def test_contact_is_invited_once_to_own_the_firm(officer: Officer) -> None:
    sheet = firm_sheet(firm_row(1, contact_mail="Lin@Example.org"))

    apply_rows(officer, send_and_read(officer, sheet))
    again = apply_rows(officer, send_and_read(officer, sheet))

    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("lin@example.org", "owner")
    assert (invitation.organisation, invitation.invited_by) == (Organisation.objects.get(), officer.person)
    assert outcomes(again) == ["unchanged"]


def test_chosen_rows_alone_are_applied_and_the_rest_can_follow(officer: Officer) -> None:
    rows = [firm_row(1), firm_row(2), firm_row(3, registration_number="wrong"), firm_row(4)]
    source = send_and_read(officer, firm_sheet(*rows))

    apply_rows(officer, source, [2, 4, 99])
    first = (source.state, outcomes(source), row_counts(source).good)
    apply_rows(officer, source)

    assert first == ("ready", ["created", "", "", ""], 2)
    assert (source.state, outcomes(source)) == ("applied", ["created", "created", "", "created"])
    assert [event.payload["created"] for event in Event.objects.filter(name="import.applied").order_by("id")] == [1, 2]


@pytest.mark.parametrize("numbers", [[], [3], [99]])
def test_choosing_no_good_row_says_so(officer: Officer, numbers: list[int]) -> None:
    source = send_and_read(officer, firm_sheet(firm_row(1), firm_row(2, kind="cartel")))

    with pytest.raises(NothingChosen):
        begin_applying(officer, source, numbers=numbers)

    source.refresh_from_db()
    assert source.state == ImportState.READY


def test_second_officer_is_told_that_somebody_was_faster(officer: Officer) -> None:
    source = send_and_read(officer, firm_sheet(firm_row(1)))
    begin_applying(officer, source)

    with pytest.raises(ImportBusy):
        begin_applying(make_officer(officer.delegation), source)


def test_strangers_neither_send_nor_apply(officer: Officer) -> None:
    source = send_and_read(officer, firm_sheet(firm_row(1)))
    elsewhere = make_officer()
    stranger = type(officer)(elsewhere.person, officer.delegation, is_named=False, is_operator=False)

    with pytest.raises(Forbidden):
        send_import(stranger, sent(firm_sheet(firm_row(1))))
    with pytest.raises(Forbidden):
        begin_applying(stranger, source)


def test_officer_who_was_dismissed_meanwhile_applies_nothing(officer: Officer) -> None:
    source = send_and_read(officer, firm_sheet(firm_row(1)))
    begin_applying(officer, source)
    officer.delegation.officers.all().delete()
    source.refresh_from_db()

    with pytest.raises(Forbidden):
        apply_import(source, actor=officer.person)

    source.refresh_from_db()
    assert (source.state, source.problem, Organisation.objects.count()) == ("ready", "stopped", 0)


def test_error_in_the_middle_leaves_whole_pieces_and_can_be_gone_on_with(
    officer: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = send_and_read(officer, firm_sheet(*(firm_row(number) for number in range(1, 6))))
    monkeypatch.setattr(import_applying, "AT_ONCE", 2)
    whole = import_applying.RowApplier.apply
    pieces: list[Any] = []

    def stumble(self: import_applying.RowApplier) -> None:
        pieces.append(self)
        whole(self)
        if len(pieces) == 2:
            raise RuntimeError

    monkeypatch.setattr(import_applying.RowApplier, "apply", stumble)
    with pytest.raises(RuntimeError):
        apply_rows(officer, source)
    source.refresh_from_db()
    broken = (source.state, source.problem, outcomes(source), Organisation.objects.count())
    apply_rows(officer, source)

    assert broken == ("ready", "stopped", ["created", "created", "", "", ""], 2)
    assert (source.state, source.problem, outcomes(source)) == ("applied", "", ["created"] * 5)
    assert Organisation.objects.count() == 5
