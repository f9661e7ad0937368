"""What other sites may know of a person: let, taken back."""

from __future__ import annotations

from allauth.idp.oidc.models import Client, Token
from django.db.transaction import atomic

from everfair.accounts.errors import SiteUnknown
from everfair.accounts.models import Person, SiteAuthorisation
from everfair.kernel.events import log_event


def authorise_site(person: Person, client: Client, *, scopes: list[str]) -> None:
    """Let a site learn these things, beside what it was let know before; a second time changes nothing.

    `SiteUnknown` if an operator removed the site a moment ago.
    """
    with atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        if not Client.objects.select_for_update().filter(pk=client.pk).exists():
            raise SiteUnknown
        row = SiteAuthorisation.objects.filter(person=person, client=client).first()
        before = row.scopes if row else []
        if set(scopes) <= set(before):
            return
        after = sorted({*before, *scopes})
        SiteAuthorisation.objects.update_or_create(person=person, client=client, defaults={"scopes": after})
        log_event("client.authorised", actor=person, subject=person, client=client.pk, scopes=after)


def withdraw_site(person: Person, client_id: str) -> bool:
    """Take everything back; the site's tokens for this person end at once. False if there was nothing."""
    with atomic():
        ended, _ = SiteAuthorisation.objects.filter(person=person, client_id=client_id).delete()
        Token.objects.filter(user=person, client_id=client_id).delete()
        if ended:
            log_event("client.withdrawn", actor=person, subject=person, client=client_id)
    return bool(ended)
