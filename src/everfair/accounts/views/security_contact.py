"""Another mail address, a phone number, a first password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import RateLimited
from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from everfair.accounts.domain.phones import shown_phone
from everfair.accounts.interfaces.code_forms import PhoneCodeForm
from everfair.accounts.interfaces.contact_forms import NewAddressForm, NewPhoneForm
from everfair.accounts.views.kept import TOO_MANY, KeepsWhatWasTyped
from everfair.kernel.access import permission

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


class ChangeAddress(KeepsWhatWasTyped, allauth.EmailView):
    """One address, and one that waits to be confirmed; there is nothing else to do on this page."""

    form_class = NewAddressForm
    template_name = "account/email_change.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the form as a new address; allauth's own method can do more to more addresses."""
        response: HttpResponse = super(allauth.EmailView, self).post(request, *args, **kwargs)
        return response


class ChangePhone(KeepsWhatWasTyped, allauth.ChangePhoneView):
    form_class = NewPhoneForm

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except RateLimited:
            response = respond_429(self.request)
        return response


class TypePhoneCode(KeepsWhatWasTyped, allauth._VerifyPhoneChangeView):  # noqa: SLF001 -- allauth mounts it by a function that also serves sign-ups with a number
    form_class = PhoneCodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "phone": shown_phone(self.process.phone)}

    def respond_process_succeeded(self, form: Form) -> HttpResponse:
        del form
        return redirect("accounts:security")

    def respond_process_failed(self, form: Form) -> HttpResponse:
        messages.error(self.request, get_adapter().error_messages[TOO_MANY])
        response: HttpResponse = super().respond_process_failed(form)
        return response


class FirstPassword(KeepsWhatWasTyped, allauth.PasswordSetView):
    def get_default_success_url(self) -> str:
        return reverse("accounts:security")


_own = permission("accounts.manage_security")
_proved = reauthentication_required(app="allauth.account")

change_address = _own(_proved(ChangeAddress.as_view()))
change_phone = _own(_proved(ChangePhone.as_view()))
type_phone_code = _own(TypePhoneCode.as_view())
set_password = permission("accounts.change_password")(_proved(FirstPassword.as_view()))
