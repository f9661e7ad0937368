"""What all API routes share: texts in languages and pages by cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from ninja import Schema
from pydantic import Field

Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")

LARGEST_PAGE = 100

# {"zh-hans": "...", "en": "..."}: every language that the text was written in
TextOut = dict[str, str]


class PageOut(Schema, Generic[Item]):
    """`next` is the cursor of the following page, empty on the last one: pass it back as `after`."""

    items: list[Item]
    next: str = Field("", description="Pass this as `after` to get the following page; empty on the last page.")


def page_after(rows: QuerySet[Row], after: str, limit: int) -> tuple[Sequence[Row], str]:
    """Return a page in order of public ids and the cursor of the next; one query, equally fast at any depth."""
    size = max(1, min(limit, LARGEST_PAGE))
    ordered = rows.order_by("public_id")
    if after:
        ordered = ordered.filter(public_id__gt=after)
    page: list[Any] = list(ordered[: size + 1])
    following = page[size - 1].public_id if len(page) > size else ""
    return page[:size], following
