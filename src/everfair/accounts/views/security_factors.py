"""Passkeys, the authenticator app, recovery codes: switched on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.db.transaction import atomic
from django.shortcuts import redirect
from django.urls import reverse

from everfair.accounts.domain.factors import factor_ref, passkeys_of, spend_app_code
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.code_forms import SwitchOnAppForm
from everfair.accounts.interfaces.passkey_forms import NewPasskeyForm
from everfair.accounts.views.kept import KeepsWhatWasTyped
from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


class _InOneTransaction(KeepsWhatWasTyped):
    """The change and the event that tells of it are kept together, or neither; then back to where one came from."""

    def form_valid(self, form: Form) -> HttpResponse:
        with atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # allauth's views have it
        return response

    def get_success_url(self) -> str:
        made_codes = getattr(self, "did_generate_recovery_codes", False)
        return reverse("mfa_view_recovery_codes" if made_codes else "accounts:security")


class AddPasskey(_InOneTransaction, passkeys.AddWebAuthnView):
    form_class = NewPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask for a passkey proper, after allauth has asked for less: what is asked last is what counts."""
        words: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **words,
            **kwargs,
            "js_data": {"creation_options": begin_registration(self.request.user, passwordless=True)},
        }


class RemovePasskey(_InOneTransaction, passkeys.RemoveWebAuthnView):
    def get_object(self, queryset: object = None) -> Authenticator:
        del queryset
        own = (key for key in passkeys_of(person_of(self.request)) if factor_ref(key) == self.kwargs["ref"])
        found = next(own, None)
        if found is None:
            raise NotFound
        return found


class SwitchOnApp(_InOneTransaction, app.ActivateTOTPView):
    form_class = SwitchOnAppForm

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        factor = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        spend_app_code(factor, form.cleaned_data["code"])
        return response


class SwitchOffApp(_InOneTransaction, app.DeactivateTOTPView):
    pass


class NewRecoveryCodes(_InOneTransaction, codes.GenerateRecoveryCodesView):
    did_generate_recovery_codes = True


def index(request: HttpRequest) -> HttpResponse:
    """Lead from the page that allauth takes for the middle of all this to ours."""
    del request
    return redirect("accounts:security")


_own = permission("accounts.manage_security")

add_passkey = _own(AddPasskey.as_view())
remove_passkey = _own(RemovePasskey.as_view())
switch_on_app = _own(SwitchOnApp.as_view())
switch_off_app = _own(SwitchOffApp.as_view())
view_recovery_codes = _own(codes.ViewRecoveryCodesView.as_view())
download_recovery_codes = _own(codes.DownloadRecoveryCodesView.as_view())
new_recovery_codes = _own(NewRecoveryCodes.as_view())
factors_index = _own(index)
