"""What other apps may use of accounts."""

from __future__ import annotations

from everfair.accounts.access import can_exhibit, can_manage, can_negotiate, can_sign, can_vet_organisations
from everfair.accounts.countries import countries, name_of_country
from everfair.accounts.domain.memberships import add_member, grant_role
from everfair.accounts.domain.organisations import approve_organisation, found_organisation
from everfair.accounts.domain.people import create_person
from everfair.accounts.domain.tokens import person_for_token
from everfair.accounts.enums import EditionRole, MemberRole, OrganisationKind, OrganisationState
from everfair.accounts.errors import NoOrganisation
from everfair.accounts.interfaces.acting import acting_member, person_of, require_member
from everfair.accounts.interfaces.language_cookie import remember_language
from everfair.accounts.interfaces.next_page import next_page
from everfair.accounts.letters import send_letter
from everfair.accounts.member import Member
from everfair.accounts.queries.grants import Grant, grants_of, is_operator
from everfair.accounts.queries.members import memberships_of, people_to_notify
from everfair.accounts.queries.organisations import (
    OrganisationCard,
    card_of,
    organisation_cards,
    organisation_for_negotiation,
)

__all__ = [
    "EditionRole",
    "Grant",
    "Member",
    "MemberRole",
    "NoOrganisation",
    "OrganisationCard",
    "OrganisationKind",
    "OrganisationState",
    "acting_member",
    "add_member",
    "approve_organisation",
    "can_exhibit",
    "can_manage",
    "can_negotiate",
    "can_sign",
    "can_vet_organisations",
    "card_of",
    "countries",
    "create_person",
    "found_organisation",
    "grant_role",
    "grants_of",
    "is_operator",
    "memberships_of",
    "name_of_country",
    "next_page",
    "organisation_cards",
    "organisation_for_negotiation",
    "people_to_notify",
    "person_for_token",
    "person_of",
    "remember_language",
    "require_member",
    "send_letter",
]
