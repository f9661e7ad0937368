"""Invented names: unique, in both languages, and nobody's."""

from __future__ import annotations

import re

import pytest

from everfair.accounts.enums import OrganisationKind
from everfair.replay.facts import plan_for
from everfair.replay.organisations import draw_organisations

pytestmark = pytest.mark.unit

# Well-known firms and bodies whose names an invented one must not carry.
CHINESE = re.compile(
    "华为|腾讯|阿里|百度|京东|字节|小米|联想|中兴|海尔|美的|格力|平安|招商|万科|恒大|碧桂园|顺丰|圆通|携程|美团|滴滴|新东方|"
    "好未来|科大讯飞|商汤|旷视|大疆|比亚迪|吉利|蔚来|中国移动|中国电信|中国联通|国家电网|中石油|中石化|工商银行|建设银行|"
    "农业银行|中国银行|交通银行|中信|光大|华润|保利|中粮|中远|东方航空|南方航空|国航|海航|万达|苏宁|国美|网易|搜狐|新浪|"
    "快手|拼多多|同仁堂|云南白药|片仔癀|迈瑞|药明|首旅|首钢|北汽|上汽|广汽|三一|徐工|中联重科|中车|中建|中铁|中交|信达|"
    "东软|用友|金蝶|浪潮|曙光|紫光|方正|清华|北大|复旦|协和|观澜湖|汇川|北辰|弘毅|星野|万象城"
)
ENGLISH = re.compile(
    r"\b(huawei|tencent|alibaba|baidu|lenovo|google|apple|amazon|microsoft|ibm|oracle|sap|siemens|bosch|philips|sony|"
    r"samsung|toyota|hyundai|hanjin|hitachi|fujitsu|fujisawa|matsushita|accenture|deloitte|kpmg|pwc|mckinsey|boeing|"
    r"airbus|dhl|ups|fedex|maersk|hsbc|citi|visa|mastercard|nestle|unilever|stanford|harvard|oxford|cambridge|fairfield|"
    r"wayfair|rosenthal|underwood|nordea|nordsee|ubuntu|siam cement|petronas|maybank|tata|infosys|wipro)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def organisations() -> list[tuple[str, str]]:
    return [(one.name.zh, one.name.en) for one in draw_organisations(plan_for("full"))]


def test_names_of_the_full_fair_are_all_different(organisations: list[tuple[str, str]]) -> None:
    chinese, english = zip(*organisations, strict=True)

    assert len(set(chinese)) == len(set(english)) == 22_000


def test_names_of_the_full_fair_are_nobodys(organisations: list[tuple[str, str]]) -> None:
    known = [names for names in organisations if CHINESE.search(names[0]) or ENGLISH.search(names[1])]

    assert known == []


@pytest.mark.parametrize("name", ["华为健康科技", "云上阿里设计"])
def test_blocklist_with_a_known_name_catches_it(name: str) -> None:
    assert CHINESE.search(name)


def test_embassies_of_the_full_fair_say_that_they_are_samples() -> None:
    embassies = [one for one in draw_organisations(plan_for("full")) if one.kind == OrganisationKind.EMBASSY]

    assert len({one.country for one in embassies}) == 68
    assert all(one.name.zh.endswith("（示例）") and one.name.en.endswith("(sample)") for one in embassies)
