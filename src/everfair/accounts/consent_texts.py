"""What people are asked, word for word, in every version that anybody ever agreed to.

A version is never edited: new words are a new version, appended, and everybody is asked again.
"""

from __future__ import annotations

from dataclasses import dataclass

from everfair.accounts.enums import ConsentPurpose
from everfair.kernel.text import Text


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One wording; `%(recipient)s` in it is the organisation that the question names."""

    version: str
    words: Text


TEXTS: dict[str, tuple[ConsentText, ...]] = {
    ConsentPurpose.TERMS: (
        ConsentText(
            "account/1",
            Text(
                {
                    "zh-hans": "我同意 Everfair 为账户保存我的姓名和邮箱，并向我的洽谈对象展示。",
                    "en": "Everfair may keep my name and e-mail address for my account and show them to those I "
                    "negotiate with.",
                }
            ),
        ),
    ),
    ConsentPurpose.LEAD_SHARING: (
        ConsentText(
            "lead-sharing/1",
            Text(
                {
                    "zh-hans": "我在展台留下名片时，展会可将我的姓名、所在机构和邮箱提供给该参展商，供其与我联系。",
                    "en": "When I leave my card at a booth, the fair may pass my name, my organisation and my e-mail "
                    "address to that exhibitor, so that they can write to me.",
                }
            ),
        ),
    ),
    ConsentPurpose.CROSS_BORDER: (
        ConsentText(
            "cross-border/1",
            Text(
                {
                    "zh-hans": "我同意将我的姓名、职责以及我在洽谈中填写的内容跨境提供给%(recipient)s，用于双方洽谈。",
                    "en": "I agree that my name, my role and what I write in our negotiation are passed across the "
                    "border to %(recipient)s, so that we can negotiate.",
                }
            ),
        ),
    ),
    ConsentPurpose.NEWS: (
        ConsentText(
            "news/1",
            Text(
                {
                    "zh-hans": "展会可通过邮件向我发送展会资讯。",
                    "en": "The fair may send me its news by e-mail.",
                }
            ),
        ),
    ),
}


def current_text(purpose: str) -> ConsentText:
    return TEXTS[purpose][-1]


def text_of(purpose: str, version: str) -> ConsentText:
    """Return the words of a version that somebody answered; KeyError for one that never was."""
    return {text.version: text for text in TEXTS[purpose]}[version]
