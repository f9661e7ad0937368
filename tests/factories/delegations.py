"""Trade delegations, and spreadsheets of firms with invented names."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from everfair.accounts.credit_code import check_sign
from everfair.accounts.domain.firm_rows import FIRMS
from everfair.accounts.domain.import_applying import apply_import
from everfair.accounts.domain.import_reading import read_import
from everfair.accounts.domain.imports import begin_applying, send_import
from everfair.accounts.enums import DelegationKind, DelegationMemberState
from everfair.accounts.models import Delegation, DelegationImport, DelegationMember, DelegationOfficer
from everfair.accounts.officer import Officer
from everfair.accounts.queries.delegations import officer_now
from everfair.kernel.tables import Page, write_xlsx
from everfair.kernel.text import Text
from tests.factories.accounts import make_operator
from tests.factories.uploads import sent

CITIES = ("郑州", "洛阳", "开封", "南阳", "许昌")
TRADES = (("云图", "Yuntu"), ("青禾", "Qinghe"), ("澄江", "Chengjiang"), ("远岚", "Yuanlan"), ("蓝汀", "Lanting"))
KEYS = [column.key for column in FIRMS.columns]


class DelegationFactory(DjangoModelFactory[Delegation]):
    class Meta:
        model = Delegation

    edition = factory.SubFactory("tests.factories.fairs.EditionFactory")
    kind = DelegationKind.PROVINCE
    slug = factory.Sequence(lambda number: f"delegation-{number}")
    name = factory.Sequence(lambda number: Text({"zh-hans": f"第{number}交易团", "en": f"Delegation {number}"}))


class DelegationOfficerFactory(DjangoModelFactory[DelegationOfficer]):
    class Meta:
        model = DelegationOfficer

    delegation = factory.SubFactory(DelegationFactory)
    person = factory.SubFactory("tests.factories.accounts.PersonFactory")


class DelegationMemberFactory(DjangoModelFactory[DelegationMember]):
    class Meta:
        model = DelegationMember

    delegation = factory.SubFactory(DelegationFactory)
    organisation = factory.SubFactory("tests.factories.accounts.OrganisationFactory")
    state = DelegationMemberState.JOINED


def make_officer(delegation: Delegation | None = None) -> Officer:
    """Make a named officer (of a new delegation, if none is given)."""
    office = DelegationOfficerFactory.create(delegation=delegation or DelegationFactory.create())
    return officer_now(office.person, office.delegation)


def make_operating_officer(delegation: Delegation) -> Officer:
    """Make an operator of the delegation's edition, who is not named an officer."""
    return officer_now(make_operator(edition=delegation.edition), delegation)


def credit_code(number: int) -> str:
    """Return the code of an invented firm: right signs, right check sign."""
    body = f"91410100MA4{number:06d}"
    return body + check_sign(body)


def firm_row(number: int, **cells: str) -> dict[str, str]:
    """Return the cells of an invented firm."""
    zh, en = TRADES[number % len(TRADES)]
    return {
        "name_zh": f"{zh}{number:03d}科技有限公司",
        "name_en": f"{en} {number:03d} Technology Co., Ltd.",
        "registration_number": credit_code(number),
        "kind": "企业",
        "country": "中国",
        "place": CITIES[number % len(CITIES)],
        "sectors": "1、7",
        "website": f"firm{number:03d}.example",
        "contact_name": "",
        "contact_mail": "",
    } | cells


def firm_sheet(*rows: dict[str, str]) -> bytes:
    """Return a spreadsheet of firms with the template's headings."""
    headings = [column.heading for column in FIRMS.columns]
    return write_xlsx([Page("企业", headings, [[row.get(key, "") for key in KEYS] for row in rows])])


def send_and_read(officer: Officer, content: bytes, name: str = "firms.xlsx") -> DelegationImport:
    """Send a spreadsheet and do what the worker does with it."""
    source = send_import(officer, sent(content, name))
    read_import(source)
    source.refresh_from_db()
    return source


def apply_rows(officer: Officer, source: DelegationImport, numbers: list[int] | None = None) -> DelegationImport:
    """Choose rows and do what the worker does with them."""
    begin_applying(officer, source, numbers=numbers)
    source.refresh_from_db()
    apply_import(source, actor=officer.person)
    source.refresh_from_db()
    return source
