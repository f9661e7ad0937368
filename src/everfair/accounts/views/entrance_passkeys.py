"""Passkeys at the entrance: to come in, and to end a sign-up with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.webauthn import views as allauth
from django.db.transaction import atomic

from everfair.accounts.interfaces.passkey_forms import NewPasskeyForm, SignInWithPasskeyForm
from everfair.accounts.views.kept import KeepsItsForm, KeepsWhatWasTyped, LetsStartOver
from everfair.kernel.access import permission

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse


class SignInWithPasskey(LetsStartOver, allauth.LoginWebAuthnView):
    """GET gives the browser its task, as JSON; a passkey that is refused leads back to the sign-in page."""

    form_class = SignInWithPasskeyForm


class MakeFirstPasskey(KeepsItsForm, KeepsWhatWasTyped, allauth.SignupWebAuthnView):
    form_class = NewPasskeyForm

    def form_valid(self, form: Form) -> HttpResponse:
        with atomic():
            response: HttpResponse = super().form_valid(form)
        return response


_open = permission("accounts.enter", public=True)

sign_in_with_passkey = _open(SignInWithPasskey.as_view())
make_first_passkey = _open(MakeFirstPasskey.as_view())
