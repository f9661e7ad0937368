"""Sign up, sign in, sign out, confirm, reset: allauth's views with honest status codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import views as allauth
from django.http import Http404
from django.urls import reverse

from everfair.kernel.access import permission

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

UNPROCESSABLE = 422
GONE = 410


class _KeepsWhatWasTyped:
    """A form that was not filled in well comes back with 422, not with 200."""

    def form_invalid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # allauth's views have it
        response.status_code = UNPROCESSABLE
        return response


class SignUp(_KeepsWhatWasTyped, allauth.SignupView):
    pass


class SignIn(_KeepsWhatWasTyped, allauth.LoginView):
    pass


class AskForPassword(_KeepsWhatWasTyped, allauth.PasswordResetView):
    pass


class ChangePassword(_KeepsWhatWasTyped, allauth.PasswordChangeView):
    def get_default_success_url(self) -> str:
        return reverse("accounts:me")


class NewPassword(_KeepsWhatWasTyped, allauth.PasswordResetFromKeyView):
    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        if context.get("token_fail"):
            options["status"] = GONE
        response: HttpResponse = super().render_to_response(context, **options)
        return response


class ConfirmMail(allauth.ConfirmEmailView):
    """A link that is too old, used or mistyped gets a sentence and a way on, also when it is posted."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
        except Http404:
            self.object = None
            response = self.render_to_response(self.get_context_data())
        return response

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        if not context["can_confirm"]:
            options["status"] = GONE
        response: HttpResponse = super().render_to_response(context, **options)
        return response


_open = permission("accounts.enter", public=True)

sign_up = _open(SignUp.as_view())
sign_in = _open(SignIn.as_view())
sign_out = _open(allauth.LogoutView.as_view())
inactive = _open(allauth.AccountInactiveView.as_view())
mail_sent = _open(allauth.EmailVerificationSentView.as_view())
confirm_mail = _open(ConfirmMail.as_view())
ask_for_password = _open(AskForPassword.as_view())
password_mail_sent = _open(allauth.PasswordResetDoneView.as_view())
new_password = _open(NewPassword.as_view())
new_password_set = _open(allauth.PasswordResetFromKeyDoneView.as_view())
change_password = permission("accounts.change_password")(ChangePassword.as_view())
