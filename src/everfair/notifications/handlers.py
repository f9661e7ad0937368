"""What is told when something happened to accounts and organisations; accounts know nothing of notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.urls import reverse

from everfair.accounts.public import EditionRole, people_to_notify
from everfair.kernel.events import subscribe
from everfair.notifications.domain.mail_problems import solve_problem
from everfair.notifications.domain.notify import notify
from everfair.notifications.models import MailProblem

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.kernel.models import Event


@subscribe("organisation.approved")
def tell_approval(event: Event) -> None:
    _tell_organisation(event, "organisation_approved", "accounts:workspace-view")


@subscribe("organisation.asked")
def tell_question(event: Event) -> None:
    _tell_organisation(event, "organisation_asked", "accounts:organisation-profile", words=event.payload["words"])


@subscribe("organisation.refused")
def tell_refusal(event: Event) -> None:
    _tell_organisation(event, "organisation_refused", "accounts:organisation-profile", reason=event.payload["reason"])


@subscribe("membership.ended")
def tell_end_of_membership(event: Event) -> None:
    """Who left by themselves knows."""
    organisation = event.organisation
    if organisation and not event.payload["left"]:
        people = _people(event.payload["person"])
        url, words = reverse("accounts:organisation-list"), {"organisation": organisation.name}
        notify(event, "membership_ended", people, url=url, words=words)


@subscribe("delegation.member_invited")
def tell_delegation(event: Event) -> None:
    organisation = event.organisation
    asked = organisation and organisation.delegations.filter(delegation__public_id=event.subject_id).first()
    if asked:
        _tell_organisation(
            event, "delegation_invited", "accounts:organisation-delegations", delegation=asked.delegation.name
        )


@subscribe("handover.done")
def tell_handover(event: Event) -> None:
    organisation, things = event.organisation, event.payload["things"]
    former = _people(event.payload["person"])
    if organisation is None or not former or not things or not event.payload["to"]:
        return
    notify(
        event,
        "handover_received",
        _people(event.payload["to"]),
        url=reverse("accounts:workspace-view", args=[organisation.public_id]),
        words={"organisation": organisation.name, "person": former[0].name, "things": things},
        organisation=organisation,
    )


@subscribe("role.granted")
def tell_role(event: Event) -> None:
    edition = event.edition
    if edition is not None:
        words = {"edition": edition.name, "role": EditionRole(event.payload["role"]).label}
        notify(event, "role_granted", _people(event.subject_id), url=reverse("accounts:me"), words=words)


@subscribe("data_export.ready")
def tell_export(event: Event) -> None:
    notify(event, "data_export_ready", _actor(event), url=reverse("accounts:privacy"), words={})


@subscribe("support.look_began")
def tell_look(event: Event) -> None:
    for supporter in _actor(event):
        words = {"supporter": supporter.name, "reason": event.payload["reason"]}
        notify(event, "support_looked", _people(event.subject_id), url=reverse("accounts:privacy"), words=words)


@subscribe("mail_problem.noted")
def tell_mail_problem(event: Event) -> None:
    problem = MailProblem.objects.filter(public_id=event.subject_id).first()
    if problem is not None:
        people = get_user_model().objects.filter(email__iexact=problem.address)
        words = {"address": problem.address}
        notify(event, "mail_stopped", people, url=reverse("notifications:preference-edit"), words=words)


@subscribe("person.mail_confirmed")
def mail_again(event: Event) -> None:
    """Whoever confirmed their address just got mail there."""
    for person in _actor(event):
        solve_problem(person.email, actor=person)


def _tell_organisation(event: Event, kind: str, route: str, **words: object) -> None:
    """Tell the organisation's people; `route` is one of its own pages."""
    organisation = event.organisation
    if organisation is not None:
        notify(
            event,
            kind,
            people_to_notify(organisation.pk),
            url=reverse(route, args=[organisation.public_id]),
            words={"organisation": organisation.name, **words},
            organisation=organisation,
        )


def _people(public_id: str) -> list[Person]:
    return list(get_user_model().objects.filter(public_id=public_id))


def _actor(event: Event) -> list[Person]:
    return [event.actor] if event.actor else []
