"""The way into an exhibitor's workspace: signed in, for an organisation, which exhibits in this edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from everfair.accounts.public import Member, require_member
from everfair.exhibition.access import can_run
from everfair.exhibition.models import Exhibitor
from everfair.exhibition.queries.workspace import exhibitor_of
from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import permission, require

if TYPE_CHECKING:
    from django import forms

    from everfair.fairs.models import Edition
    from everfair.kernel.errors import DomainError

REFUSED_FORM = 422


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a member works: for which exhibitor, in which edition."""

    edition: Edition
    member: Member
    exhibitor: Exhibitor


def at_desk(name: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Give a view its `Desk`; whoever has not joined the edition is led to where that is done.

    Colleagues who don't manage the organisation are told so before they have typed anything.
    """

    def furnish(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @permission(name)
        @wraps(view)
        def entered(request: HttpRequest, edition: str, **parts: Any) -> HttpResponse:
            here = edition_by_slug(edition)
            member = require_member(request)
            exhibitor = exhibitor_of(here, member)
            if exhibitor is None:
                return redirect("exhibition:workspace", here.slug)
            require(can_run(member, exhibitor))
            return view(request, Desk(here, member, exhibitor), **parts)

        return entered

    return furnish


def refuse(form: forms.Form, error: DomainError) -> int:
    """Put the sentence of a refusal where it belongs in the form; returns the status of the answer."""
    form.add_error(error.field if error.field in form.fields else None, str(error))
    return error.status
