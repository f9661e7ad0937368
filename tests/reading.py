"""Reading pages as a person does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpResponse


def heading_of(answer: HttpResponse) -> str:
    """Return the words of the page's only `h1`."""
    (heading,) = re.findall(r"<h1>\s*(.*?)\s*</h1>", answer.content.decode(), re.DOTALL)
    return str(heading)
