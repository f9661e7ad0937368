"""What people are told of the streams they run."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
