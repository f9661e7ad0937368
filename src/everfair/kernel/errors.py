"""What can go wrong, one class per rule, each with a sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class DomainError(Exception):
    """A rule of the fair said no.

    `sentence` is shown to the person as it is; `status` is the HTTP answer; `field` names the form
    field that the sentence belongs to, if it belongs to one; `way_out` is the next step: the name of
    a route and the words on its button.
    """

    code: ClassVar[str] = "refused"
    sentence: ClassVar[str | _StrPromise] = _("This is not possible right now.")
    status: ClassVar[int] = 409
    way_out: ClassVar[tuple[str, str | _StrPromise] | None] = None

    def __init__(self, *, field: str | None = None, **words: object) -> None:
        self.field = field
        self.words = words
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.sentence) % self.words if self.words else str(self.sentence)


class Forbidden(DomainError):
    code = "forbidden"
    sentence = _("This page is not open to your account.")
    status = 403


class NotFound(DomainError):
    code = "not_found"
    sentence = _("There is nothing at this address.")
    status = 404


class Conflict(DomainError):
    code = "conflict"
    sentence = _("Somebody changed this a moment ago. Look at the new state, then decide again.")
