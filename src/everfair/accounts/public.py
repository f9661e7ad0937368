"""What other apps may use of accounts."""

from __future__ import annotations

from everfair.accounts.access import (
    can_exhibit,
    can_follow_negotiations,
    can_manage,
    can_negotiate,
    can_sign,
    can_vet_organisations,
)
from everfair.accounts.countries import countries, name_of_country
from everfair.accounts.devices import device_words
from everfair.accounts.domain.colleagues import end_membership
from everfair.accounts.domain.consents import ensure_border_consent, give_consent, withdraw_consent
from everfair.accounts.domain.handover import HandoverPart, hand_over, hands_over
from everfair.accounts.domain.memberships import add_member, grant_role
from everfair.accounts.domain.organisations import found_organisation
from everfair.accounts.domain.people import create_person
from everfair.accounts.domain.tokens import person_for_token
from everfair.accounts.domain.vetting import approve_organisation
from everfair.accounts.enums import ConsentPurpose, EditionRole, MemberRole, OrganisationKind, OrganisationState
from everfair.accounts.errors import NoOrganisation
from everfair.accounts.interfaces.acting import acting_member, acts_for, memberships, person_of, require_member
from everfair.accounts.interfaces.border_form import BorderForm
from everfair.accounts.interfaces.desk import grants_here
from everfair.accounts.interfaces.language_cookie import remember_language
from everfair.accounts.interfaces.looking import look_of
from everfair.accounts.interfaces.next_page import next_page
from everfair.accounts.interfaces.workspace_parts import (
    Figure,
    NextStep,
    WaitingPart,
    show_figures,
    show_waiting,
    suggest_step,
)
from everfair.accounts.letters import seen_from_outside, send_letter
from everfair.accounts.member import Member
from everfair.accounts.officer import Officer
from everfair.accounts.queries.consents import BorderQuestion, Counterpart, border_question, has_consent
from everfair.accounts.queries.delegations import delegations_of, joined_organisations, officer_of
from everfair.accounts.queries.grants import Grant, grants_of, is_operator
from everfair.accounts.queries.members import member_of, memberships_of, people_to_notify, person_by_mail
from everfair.accounts.queries.organisations import (
    OrganisationCard,
    card_of,
    organisation_cards,
    organisation_for_negotiation,
)
from everfair.accounts.queries.privacy import organisations_left_alone
from everfair.accounts.search_names import search_names_of

__all__ = [
    "BorderForm",
    "BorderQuestion",
    "ConsentPurpose",
    "Counterpart",
    "EditionRole",
    "Figure",
    "Grant",
    "HandoverPart",
    "Member",
    "MemberRole",
    "NextStep",
    "NoOrganisation",
    "Officer",
    "OrganisationCard",
    "OrganisationKind",
    "OrganisationState",
    "WaitingPart",
    "acting_member",
    "acts_for",
    "add_member",
    "approve_organisation",
    "border_question",
    "can_exhibit",
    "can_follow_negotiations",
    "can_manage",
    "can_negotiate",
    "can_sign",
    "can_vet_organisations",
    "card_of",
    "countries",
    "create_person",
    "delegations_of",
    "device_words",
    "end_membership",
    "ensure_border_consent",
    "found_organisation",
    "give_consent",
    "grant_role",
    "grants_here",
    "grants_of",
    "hand_over",
    "hands_over",
    "has_consent",
    "is_operator",
    "joined_organisations",
    "look_of",
    "member_of",
    "memberships",
    "memberships_of",
    "name_of_country",
    "next_page",
    "officer_of",
    "organisation_cards",
    "organisation_for_negotiation",
    "organisations_left_alone",
    "people_to_notify",
    "person_by_mail",
    "person_for_token",
    "person_of",
    "remember_language",
    "require_member",
    "search_names_of",
    "seen_from_outside",
    "send_letter",
    "show_figures",
    "show_waiting",
    "suggest_step",
    "withdraw_consent",
]
