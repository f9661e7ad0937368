"""An outside account that waits until its person has proved their mail address.

It is kept in the session of the browser that came from the provider, so only who has both, the outside account and
the mail, gets them connected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.signals import user_logged_in
from django.dispatch import receiver

from everfair.accounts.domain.connections import OutsideAccount, connect_outside
from everfair.accounts.errors import OutsideFault

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.accounts.models import Person

SESSION_KEY = "outside_pending"


def keep_pending(request: HttpRequest, person: Person, outside: OutsideAccount) -> None:
    request.session[SESSION_KEY] = {
        "person": person.public_id,
        "outside": [outside.provider, outside.subject, outside.shown],
    }


@receiver(user_logged_in, dispatch_uid="everfair.accounts.outside.pending")
def connect_pending(request: HttpRequest, user: Person, **_more: Any) -> None:
    """Connect what waited, now that the person is in; somebody else signing in here throws it away."""
    kept = request.session.pop(SESSION_KEY, None)
    if not kept or kept["person"] != user.public_id:
        return
    provider, subject, shown = kept["outside"]
    try:
        connect_outside(user, OutsideAccount(provider, subject, shown), how="sign_up")
    except OutsideFault:
        return  # connected elsewhere meanwhile: the person is in all the same, and sees it among the connections
