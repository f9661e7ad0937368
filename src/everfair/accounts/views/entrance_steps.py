"""The second step of signing in, and proving oneself once more before something that matters."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as passkeys

from everfair.accounts.interfaces.code_forms import ProveByCodeForm, SecondStepForm
from everfair.accounts.interfaces.passkey_forms import ProveByPasskeyForm, SecondStepPasskeyForm
from everfair.accounts.views.kept import TOO_MANY, KeepsItsForm, KeepsWhatWasTyped
from everfair.kernel.access import permission

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse


class SecondStep(factors.AuthenticateView):
    form_class = SecondStepForm
    webauthn_form_class = SecondStepPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        ways = {
            "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
            "has_codes": kinds != {Authenticator.Type.WEBAUTHN},
        }
        return {**super().get_context_data(**kwargs), **ways}

    def form_invalid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        held_back = any(form.has_error(name, TOO_MANY) for name in form.errors)
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS if held_back else HTTPStatus.UNPROCESSABLE_ENTITY
        return response


class ProveByPassword(KeepsWhatWasTyped, account.ReauthenticateView):
    pass


class ProveByCode(KeepsWhatWasTyped, factors.ReauthenticateView):
    form_class = ProveByCodeForm


class ProveByPasskey(KeepsItsForm, passkeys.ReauthenticateWebAuthnView):
    form_class = ProveByPasskeyForm

    def form_invalid(self, form: Form) -> HttpResponse:
        """Stay on this page, where the other ways are; allauth would go to the sign-in page."""
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


_own = permission("accounts.prove_oneself")

second_step = permission("accounts.enter", public=True)(SecondStep.as_view())
prove_by_password = _own(ProveByPassword.as_view())
prove_by_code = _own(ProveByCode.as_view())
prove_by_passkey = _own(ProveByPasskey.as_view())
