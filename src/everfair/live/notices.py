"""What people are told of the streams they run."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.kernel.languages import LANGUAGES, babel_locale
from everfair.kernel.text import Text
from everfair.notifications.public import Kind, declare_kind

STREAMS = pgettext_lazy("notices", "Streams")
_SAMPLE = {"title": Text({"zh-hans": "数字贸易论坛", "en": "Digital trade forum"})}

declare_kind(
    Kind(
        key="stream_silent",
        group=STREAMS,
        label=_("Signal lost"),
        description=_("A stream that you run lost its signal while it was on air, and ended."),
        subject=_("No signal any more: %(title)s"),
        body=_(
            "No signal came for “%(title)s” any more, so it ended for the audience.\n\n"
            "It goes on air again by itself when its encoder sends again. If you were done, there is nothing to do."
        ),
        sample=_SAMPLE,
    )
)
declare_kind(
    Kind(
        key="stream_not_recorded",
        group=STREAMS,
        label=_("Not recorded"),
        description=_("What an encoder sent to a stream that you run could not be shown and recorded."),
        subject=_("Could not be recorded: %(title)s"),
        body=_(
            "What the encoder sends to “%(title)s” cannot be shown and recorded.\n\n"
            "Open the stream's page: it says why, and what to set in the encoder."
        ),
        sample=_SAMPLE,
    )
)
declare_kind(
    Kind(
        key="recording_ends",
        group=STREAMS,
        label=_("A recording's time is over soon"),
        description=_("A recording of a stream that you run is taken off its page in two weeks, or tomorrow."),
        subject=_("Kept until %(until)s only: %(title)s"),
        body=_(
            "The recording of “%(title)s” is shown until %(until)s. Then it is taken off its page, and some weeks "
            "later it is deleted for good.\n\n"
            "Open the page and press one button to keep it for another year. If it may go, there is nothing to do."
        ),
        sample={**_SAMPLE, "until": Text({"zh-hans": "2021年9月5日", "en": "5 September 2021"})},
    )
)


def day_in_words(day: date) -> Text:
    """Write a day in every language."""
    return Text({tag: format_date(day, "long", locale=babel_locale(tag)) for tag in LANGUAGES})
