"""Negotiations for tests, made by the same functions that make them in the fair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from everfair.accounts.enums import MemberRole
from everfair.accounts.member import Member
from everfair.accounts.public import ConsentPurpose, border_question, give_consent
from everfair.exhibition.public import ProjectCard, project_for_negotiation
from everfair.negotiation.domain.negotiation import accept_negotiation, request_negotiation
from everfair.negotiation.domain.talks import confirm_intent, record_intent
from everfair.negotiation.models import Intent, Negotiation
from tests.factories.accounts import MembershipFactory, make_member
from tests.factories.exhibition import ExhibitorFactory, ProjectFactory

if TYPE_CHECKING:
    from everfair.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Talks:
    """A negotiation with somebody on each side: `buyer` has asked `seller`."""

    negotiation: Negotiation
    buyer: Member
    seller: Member
    project: ProjectCard

    def fresh(self) -> Negotiation:
        """Return the negotiation as the database has it now."""
        return Negotiation.objects.select_related("initiator", "respondent").get(pk=self.negotiation.pk)


def make_project(seller: Member | None = None) -> tuple[ProjectCard, Member]:
    """Make a published project, and its exhibitor's owner."""
    seller = seller or make_member()
    project = ProjectFactory.create(exhibitor=ExhibitorFactory.create(organisation=seller.organisation))
    return project_for_negotiation(project.public_id), seller


def make_request(
    *, buyer: Member | None = None, seller: Member | None = None, subject: str = "Remote consultation"
) -> Talks:
    """Make a request that waits for its answer; by default from Thailand to China."""
    project, seller = make_project(seller)
    buyer = buyer or make_member(country="TH")
    agree_to_cross(buyer, seller)
    negotiation = request_negotiation(project, actor=buyer, subject=subject, message="Good day from Bangkok.")
    return Talks(negotiation, buyer, seller, project)


def agree_to_cross(one: Member, other: Member) -> None:
    """Let both consent, where a border lies between them."""
    for us, them in ((one, other), (other, one)):
        if border_question(us, them.organisation):
            give_consent(us.person, ConsentPurpose.CROSS_BORDER, recipient=them.organisation.public_id)


def make_talks(**options: object) -> Talks:
    """Make a request and accept it."""
    asked = make_request(**options)  # type: ignore[arg-type]  # handed on as they are
    return Talks(accept_negotiation(asked.negotiation, actor=asked.seller), asked.buyer, asked.seller, asked.project)


def agree_on_intent(talks: Talks, amount: Money | None = None, summary: str = "12 hospitals, 18,000 cases.") -> Intent:
    """Let the buyer record an intent and the seller confirm it."""
    intent = record_intent(talks.negotiation, actor=talks.buyer, summary=summary, amount=amount)
    return confirm_intent(intent, actor=talks.seller)


def colleague_of(member: Member, role: str = MemberRole.SALES) -> Member:
    """Make another person of the same organisation, who agreed to cross the same borders."""
    made = MembershipFactory.create(organisation=member.organisation, role=role)
    for answer in member.person.consents.filter(purpose=ConsentPurpose.CROSS_BORDER):
        give_consent(made.person, ConsentPurpose.CROSS_BORDER, recipient=answer.recipient)
    return Member(made.person, made.organisation, made.role)
