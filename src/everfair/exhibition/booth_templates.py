"""The words that a new booth starts with; every one of them may be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from everfair.exhibition.enums import BoothTemplate
from everfair.kernel.text import Text

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Prefilled:
    """`headline` and `welcome` hold {name} for the organisation's name in the same language."""

    headline: Mapping[str, str]
    welcome: Mapping[str, str]


PREFILLED: dict[BoothTemplate, Prefilled] = {
    BoothTemplate.SHOWCASE: Prefilled(
        headline={
            "zh-hans": "{name}：欢迎了解我们的服务",
            "en": "{name}: what we do, and for whom",
        },
        welcome={
            "zh-hans": (
                "欢迎来到{name}的展台。\n\n"
                "我们做什么：用两三句话介绍主要服务。\n"
                "为谁而做：说明服务的客户和行业。\n"
                "有何不同：写一件最值得记住的事。\n\n"
                "展台全年开放，欢迎随时在线洽谈。"
            ),
            "en": (
                "Welcome to the booth of {name}.\n\n"
                "What we do: two or three sentences about your main services.\n"
                "For whom: the clients and fields that you serve.\n"
                "What is different: the one thing worth remembering.\n\n"
                "The booth is open all year. Ask us for a negotiation at any time."
            ),
        },
    ),
    BoothTemplate.SOLUTIONS: Prefilled(
        headline={
            "zh-hans": "{name}：您的难题，我们的方案",
            "en": "{name}: solutions for your task",
        },
        welcome={
            "zh-hans": (
                "我们为以下场景提供现成方案：\n\n"
                "场景一：客户遇到什么问题，我们如何解决，多久见效。\n"
                "场景二：同上。\n\n"
                "请在下方查看项目，直接发起洽谈。{name}会尽快答复。"
            ),
            "en": (
                "We have solutions ready for these tasks:\n\n"
                "Task one: the problem, how we solve it, how soon it pays.\n"
                "Task two: the same.\n\n"
                "Look at our projects below and request a negotiation. {name} answers soon."
            ),
        },
    ),
    BoothTemplate.PARTNERS: Prefilled(
        headline={
            "zh-hans": "{name}：寻找合作伙伴",
            "en": "{name} looks for partners",
        },
        welcome={
            "zh-hans": (
                "{name}希望结识这样的伙伴：\n\n"
                "在哪里：国家和地区、城市。\n"
                "做什么：行业、渠道、资质。\n"
                "怎么合作：代理、合资、技术许可或联合投标。\n\n"
                "符合其中一条，就请与我们洽谈。"
            ),
            "en": (
                "{name} would like to meet partners:\n\n"
                "Where: countries and regions, cities.\n"
                "Doing what: fields, channels, licences.\n"
                "Working how: agency, joint venture, licensing or joint bids.\n\n"
                "If one of these is you, request a negotiation."
            ),
        },
    ),
}


def prefilled(template: BoothTemplate, name: Text) -> tuple[Text, Text]:
    """Return headline and welcome of a template for an organisation, in every language."""
    words = PREFILLED[template]
    return _named(words.headline, name), _named(words.welcome, name)


def _named(words: Mapping[str, str], name: Text) -> Text:
    return Text({tag: sentence.format(name=_short(name.pick(tag).value)) for tag, sentence in words.items()})


def _short(name: str) -> str:
    """A very long name must leave room for the rest of the headline."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
