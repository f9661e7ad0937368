"""Where allauth asks the house about outside accounts: whom they belong to, who is saved, what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from everfair.accounts.domain.connections import OutsideAccount, connect_outside, sign_up_from_outside
from everfair.accounts.errors import OutsideDenied, OutsideDown, OutsideLost, OutsideMailKnown, OutsideUnfit
from everfair.accounts.models import Person
from everfair.accounts.outside.pending import keep_pending
from everfair.accounts.outside.provider import name_of_provider
from everfair.accounts.queries.connections import is_mail_known, owner_of_proved

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.db.models import Model
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


class OutsideAccounts(DefaultSocialAccountAdapter):
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect if the person asked for it; else find whose account this is.

        A mail address leads to an account only if both sides proved it: the provider says that it is verified, and
        somebody proved it here. If the provider alone did, the person has to sign in first: whoever made the account
        here may be somebody else.
        """
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(self._connect(request, sociallogin))
        address = proved_address(sociallogin)
        if sociallogin.is_existing or not address:
            return
        owner = owner_of_proved(address)
        if owner is not None:
            sociallogin.account = connect_outside(owner, outside_of(sociallogin), how="mail")
            sociallogin.user = owner
            tell_about_connection(owner, "account_connected", sociallogin.account.provider)
        elif is_mail_known(address):
            raise OutsideMailKnown

    def on_authentication_error(self, request: HttpRequest, provider: Any, **what: Any) -> None:
        """Turn what allauth noticed into one of our refusals; the view shows it."""
        del provider
        there = request.GET.get("error", "")
        if what.get("error") == AuthError.CANCELLED:
            raise OutsideDenied
        if not (what.get("extra_context") or {}).get("state"):
            raise OutsideLost
        raise (OutsideDown if there == "temporarily_unavailable" else OutsideUnfit) from what.get("exception")

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Form) -> Person:
        person: Person = sociallogin.user
        data = form.cleaned_data
        person.name, person.language, person.time_zone = data["name"], data["language"], data["time_zone"]
        outside = outside_of(sociallogin)
        is_proved = data["email"] == proved_address(sociallogin)
        person = sign_up_from_outside(person, data["email"], outside, is_proved=is_proved)
        if not is_proved:
            keep_pending(request, person, outside)
        return person

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, str]:
        told = sociallogin.account.extra_data
        return {"email": told.get("email", ""), "name": told.get("name", "")}

    def serialize_instance(self, instance: Model) -> dict[str, Any]:
        """Keep of a person under way only the address; what the database fills in can't wait in a session."""
        if isinstance(instance, Person):
            return {"email": instance.email}
        return dict(super().serialize_instance(instance))

    def _connect(self, request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
        """The person is who sits at this browser now; signed out meanwhile, they begin again."""
        person = request.user
        if not person.is_authenticated:
            raise OutsideLost
        provider = sociallogin.account.provider
        connect_outside(person, outside_of(sociallogin), how="by_hand")
        tell_about_connection(person, "account_connected", provider)
        messages.success(request, _("You can now sign in with %(name)s, too.") % {"name": name_of_provider(provider)})
        return redirect("accounts:connection-list")


def tell_about_connection(person: Person, letter: str, provider: str) -> None:
    """Write to the person that a way in was added or taken away."""
    with override(person.language):
        words = {"provider_name": name_of_provider(provider), "connections_url": reverse("accounts:connection-list")}
    get_account_adapter().send_notification_mail(f"socialaccount/email/{letter}", person, words)


def outside_of(sociallogin: SocialLogin) -> OutsideAccount:
    account = sociallogin.account
    return OutsideAccount(account.provider, account.uid, account.extra_data)


def proved_address(sociallogin: SocialLogin) -> str:
    """Return the mail address that the provider calls verified, in small letters; "" for none."""
    proved = [address.email for address in sociallogin.email_addresses if address.verified]
    return proved[0].lower() if proved else ""
