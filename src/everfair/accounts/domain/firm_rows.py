"""One row of a delegation's spreadsheet: what it says, and every mistake in it by column and code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from everfair.accounts.credit_code import is_credit_code
from everfair.accounts.domain.firm_words import FirmWords
from everfair.accounts.domain.particulars import MoreParticulars, Particulars, make_particulars
from everfair.accounts.enums import OrganisationKind
from everfair.accounts.search_names import canonical_number
from everfair.kernel.tables import Cell, Column, Fault, Row, TableForm
from everfair.kernel.text import Text, validate_name

FIRMS = TableForm(
    (
        Column(
            "name_zh",
            ("企业名称（中文）", "Name (Chinese)", "企业名称", "单位名称", "公司名称", "中文名称", "机构名称"),
        ),
        Column(
            "name_en",
            ("企业名称（英文）", "Name (English)", "英文名称", "Name", "Company", "Company name", "Organisation"),
        ),
        Column(
            "registration_number",
            ("统一社会信用代码", "Registration number", "登记号", "注册号", "信用代码", "Credit code", "USCC"),
            longest=60,
            is_code=True,
        ),
        Column("kind", ("机构类型", "Kind", "单位类型", "类型", "Type"), longest=60),
        Column("country", ("国家或地区", "Country or region", "国家", "国别", "国家/地区", "Country"), longest=80),
        Column("place", ("城市", "City", "所在城市", "所在地"), longest=80),
        Column("sectors", ("服务领域", "Sectors", "所属领域", "行业", "领域", "Sector"), longest=300),
        Column("website", ("网址", "Website", "网站", "官网"), longest=300, is_code=True),
        Column("contact_name", ("联系人", "Contact", "联系人姓名", "Contact name"), longest=120),
        Column(
            "contact_mail",
            ("联系人邮箱", "Contact e-mail", "邮箱", "电子邮箱", "E-mail", "Email"),
            longest=254,
            is_code=True,
        ),
    ),
    needed=(frozenset({"name_zh", "name_en"}), frozenset({"registration_number"})),
)
# The template's row that shows how to fill in; left in, it does no harm.
EXAMPLE = {
    "name_zh": "远岚智检技术有限公司",
    "name_en": "Yuanlan Inspection Technology Co., Ltd.",
    "registration_number": "91110000MA0EXAMP1G",
    "kind": "企业",
    "country": "中国",
    "place": "北京",
    "sectors": "1、7",
    "website": "https://yuanlan.example",
    "contact_name": "林岳",
    "contact_mail": "lin@yuanlan.example",
}
HOME = "CN"
_NOTHING = frozenset({"-", "--", "—", "–", "/", "\\", "无", "暂无", "n/a", "none"})
_PARTED = re.compile(r"[,，、;；|\n]+")
_is_web_address = URLValidator(schemes=("http", "https"))


@dataclass(frozen=True, slots=True)
class Mistake:
    """`code` is said in the reader's language with `words`, beside the cell of `column`."""

    column: str
    code: str
    words: dict[str, str | int] = field(default_factory=dict)

    def kept(self) -> list[object]:
        return [self.column, self.code, self.words]


@dataclass(frozen=True, slots=True)
class Firm:
    """What a row without mistakes comes to."""

    particulars: Particulars
    contact_name: str
    contact_mail: str


def checked_rows(rows: Iterable[Row], words: FirmWords) -> Iterator[tuple[Row, list[Mistake]]]:
    """Yield each row with its mistakes; a firm that was there in an earlier row is one."""
    seen: dict[tuple[str | None, str], int] = {}
    for row in rows:
        mistakes = list(_faults(row.cells))
        broken = {mistake.column for mistake in mistakes}
        whole = {key: cell.text for key, cell in row.cells.items()}
        mistakes += [mistake for mistake in mistakes_of(whole, words) if mistake.column not in broken]
        identity = _identity(whole, words)
        if not any(mistake.column == "registration_number" for mistake in mistakes):
            earlier = seen.setdefault(identity, row.number)
            if earlier != row.number:
                mistakes.append(Mistake("registration_number", "number_repeated", {"row": earlier}))
        yield row, mistakes


def is_example(row: Row) -> bool:
    cell = row.cells.get("registration_number")
    return cell is not None and cell.text == EXAMPLE["registration_number"]


def mistakes_of(cells: Mapping[str, str], words: FirmWords) -> Iterator[Mistake]:
    """Yield what is wrong with what the cells say."""
    values = _values(cells)
    if not values["name_zh"] and not values["name_en"]:
        yield Mistake("name_zh" if "name_zh" in cells else "name_en", "name_missing")
    for column in ("name_zh", "name_en", "contact_name"):
        yield from _name_mistakes(column, values[column])
    yield from _word_mistakes(values, words)
    yield from _number_mistakes(values, words)
    if values["website"] and _refusal(_is_web_address, _with_scheme(values["website"])):
        yield Mistake("website", "website_wrong")
    if values["contact_mail"] and _refusal(validate_email, values["contact_mail"]):
        yield Mistake("contact_mail", "mail_wrong")


def firm_of(cells: Mapping[str, str], words: FirmWords) -> Firm:
    """Return what a row comes to; only for one without mistakes."""
    values = _values(cells)
    more: MoreParticulars = {
        "place": values["place"],
        "website": _with_scheme(values["website"]),
        "registration_number": values["registration_number"],
        "sectors": [words.sectors[name.casefold()] for name in _parts(values["sectors"])],
    }
    particulars = make_particulars(
        name=Text({"zh-hans": values["name_zh"], "en": values["name_en"]}),
        kind=_kind(values, words) or OrganisationKind.COMPANY,
        country=_country(values, words),
        **more,
    )
    return Firm(particulars, values["contact_name"], values["contact_mail"].lower())


def _values(cells: Mapping[str, str]) -> dict[str, str]:
    """Return every column's text; what people write for nothing is nothing."""
    texts = {column.key: cells.get(column.key, "") for column in FIRMS.columns}
    return {key: "" if text.casefold() in _NOTHING else text for key, text in texts.items()}


def _faults(cells: Mapping[str, Cell]) -> Iterator[Mistake]:
    longest = {column.key: column.longest for column in FIRMS.columns}
    for key, cell in cells.items():
        if cell.fault is not None:
            yield Mistake(key, cell.fault.value, {"longest": longest[key]} if cell.fault is Fault.TOO_LONG else {})


def _word_mistakes(values: Mapping[str, str], words: FirmWords) -> Iterator[Mistake]:
    if values["kind"] and _kind(values, words) is None:
        yield Mistake("kind", "kind_unknown")
    if values["country"] and values["country"].casefold() not in words.countries:
        yield Mistake("country", "country_unknown")
    if values["country"] and _kind(values, words) == OrganisationKind.INTERNATIONAL:
        yield Mistake("country", "country_not_wanted")
    unknown = [name for name in _parts(values["sectors"]) if name.casefold() not in words.sectors]
    if unknown:
        yield Mistake("sectors", "sector_unknown", {"names": ", ".join(unknown)[:80]})


def _number_mistakes(values: Mapping[str, str], words: FirmWords) -> Iterator[Mistake]:
    number = canonical_number(values["registration_number"])
    if not number:
        yield Mistake("registration_number", "number_missing")
    elif _country(values, words) == HOME and not is_credit_code(number):
        yield Mistake("registration_number", "number_wrong")


def _identity(cells: Mapping[str, str], words: FirmWords) -> tuple[str | None, str]:
    values = _values(cells)
    return _country(values, words), canonical_number(values["registration_number"])


def _kind(values: Mapping[str, str], words: FirmWords) -> str | None:
    return words.kinds.get(values["kind"].casefold())


def _country(values: Mapping[str, str], words: FirmWords) -> str | None:
    """Return the country's code; who names none is registered in the mainland, or is above countries."""
    if _kind(values, words) == OrganisationKind.INTERNATIONAL:
        return None
    return words.countries.get(values["country"].casefold(), HOME) if values["country"] else HOME


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _PARTED.split(text) if part.strip()]


def _with_scheme(address: str) -> str:
    return address if not address or "://" in address else f"https://{address}"


def _name_mistakes(column: str, name: str) -> Iterator[Mistake]:
    refusal = _refusal(validate_name, name) if name else None
    if refusal is not None:
        yield Mistake(column, refusal.code or "unreadable", dict(refusal.params or {}))


def _refusal(validate: Callable[[str], None], value: str) -> ValidationError | None:
    try:
        validate(value)
    except ValidationError as refusal:
        return refusal
    return None
