"""The account behind a token."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import HttpBearer

from everfair.accounts.models import Person
from everfair.accounts.public import memberships_of, person_for_token
from everfair.kernel.access import mount_permission
from everfair.kernel.api import TextOut

mount_permission("api:show_me", "accounts.read_me", public=True)


class PersonalToken(HttpBearer):
    """`Authorization: Bearer <token>`, a personal token from the account page."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        del request
        return person_for_token(token)


class OrganisationOut(Schema):
    public_id: str
    name: TextOut
    role: str


class MeOut(Schema):
    name: str
    email: str
    language: str
    time_zone: str
    organisations: list[OrganisationOut]


router = Router(tags=["account"], auth=PersonalToken())


@router.get("/me", response=MeOut, url_name="show_me", summary="My account")
def show_me(request: HttpRequest) -> dict[str, Any]:
    """The person whose token this is, and the organisations that they act for."""
    person: Person = request.auth  # type: ignore[attr-defined]  # set by PersonalToken
    return {
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "time_zone": person.time_zone,
        "organisations": [
            {
                "public_id": member.organisation.public_id,
                "name": member.organisation.name,
                "role": member.role,
            }
            for member in memberships_of(person)
        ],
    }
