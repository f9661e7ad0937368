"""The rows of the timetable, written in Python: through the template engine, 222 of them made the page miss its aim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everfair.kernel.languages import DEFAULT_LANGUAGE
from everfair.kernel.templatetags.everfair import in_language
from everfair.programme.enums import EventKind, SessionMode

if TYPE_CHECKING:
    from everfair.programme.queries.programme import Day, SessionRow

register = template.Library()

ROW = (
    '<li data-kind="{}">{}<div><h3><a href="events/{}">{}</a></h3>'
    '<p class="meta"><span>{}</span><span>{}</span></p></div>{}</li>'
)


@register.simple_tag
def session_rows(day: Day, zone: str) -> SafeString:
    """Write one `<li>` a session; times stand in the fair's zone."""
    language = get_language() or DEFAULT_LANGUAGE
    kinds = {kind.value: str(kind.label) for kind in EventKind}
    modes = {mode.value: str(mode.label) for mode in SessionMode}
    where = escape(zone)
    streamed = format_html('<span class="tag">{}</span>', _("Streamed"))
    return format_html_join(
        "\n",
        ROW,
        (
            (
                row.kind,
                _times(row, where),
                row.slug,
                in_language(row.title),
                kinds[row.kind],
                row.hall.pick(language).value or modes[row.mode],
                streamed if row.is_live_streamed else "",
            )
            for row in day.sessions
        ),
    )


def _times(row: SessionRow, where: str) -> SafeString:
    """Nothing in it but digits and the escaped zone, so it is not escaped again."""
    return mark_safe(
        f'<time datetime="{row.starts_at.isoformat()}" data-zone="{where}" data-style="time">'
        f"{row.starts}<small>{row.ends}</small></time>"
    )
