"""Tags of the shell: lattice art, the query string, the way around an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.http import QueryDict
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from everfair.site.lattice import CARD, lattice_svg
from everfair.site.palette import sector_pigment

if TYPE_CHECKING:
    from everfair.fairs.models import Edition

register = template.Library()


@register.simple_tag
def lattice(seed: str, sector: str | None = "", *, width: int = 400, height: int = CARD) -> SafeString:
    """Draw the window lattice of an id in its sector's colour; stands inside `.art`."""
    drawing = lattice_svg(str(seed), "currentColor", width=width, height=height)
    code = str(sector or "").partition(".")[0]
    marked = f'<svg class="lattice" data-sector="{code}"' if code.isdigit() else '<svg class="lattice"'
    return mark_safe(drawing.replace("<svg", marked, 1))


@register.simple_tag
def drawn_lattice(seed: str, sector: str | None = "", *, width: int = 400, height: int = CARD) -> SafeString:
    """Draw the lattice in its sector's colour for dark ground: for pictures, which no style sheet reaches."""
    return mark_safe(lattice_svg(str(seed), sector_pigment(str(sector or "")).dark, width=width, height=height))


@register.simple_tag
def seal(seed: str, sector: str | None = "") -> SafeString:
    """Draw the square form of the lattice, for `.art-small` beside a name."""
    return lattice(seed, sector, width=CARD, height=CARD)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """Write the current query string with changes; None or an empty value takes a word out."""
    words: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            words.pop(name, None)
        else:
            words[name] = str(value)
    written = words.urlencode()
    return f"?{written}" if written else "?"


@register.simple_tag(takes_context=True)
def this_edition(context: Context) -> Edition | None:
    """Return the edition that the view has put into the page, else the one of the address."""
    shell = context.get("shell")
    return context.get("edition") or (shell.edition if shell else None)


@register.simple_tag(takes_context=True)
def doors(context: Context, edition: Edition) -> list[Any]:
    """Return the words of the navigation for an edition."""
    shell = context.get("shell")
    return shell.doors(edition) if shell else []
