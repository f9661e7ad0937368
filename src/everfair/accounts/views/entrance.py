"""Sign up, sign in, sign out, reset: allauth's views with honest status codes and a way back."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from allauth.account import views as allauth
from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from django.shortcuts import render
from django.urls import reverse

from everfair.accounts.throttles import seconds_held_back
from everfair.accounts.views.kept import TOO_MANY, KeepsWhatWasTyped, LetsStartOver
from everfair.kernel.access import permission

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

A_MINUTE = 60


class SignUp(LetsStartOver, KeepsWhatWasTyped, allauth.SignupView):
    pass


class SignUpByPasskey(LetsStartOver, KeepsWhatWasTyped, allauth.SignupByPasskeyView):
    pass


class SignIn(LetsStartOver, KeepsWhatWasTyped, allauth.LoginView):
    def form_invalid(self, form: Form) -> HttpResponse:
        """Who is locked out is told for how long, and led to the other ways in."""
        if not form.has_error("__all__", TOO_MANY):
            return super().form_invalid(form)
        login = form.cleaned_data["login"]
        wait = seconds_held_back(self.request, login.lower()) or A_MINUTE
        words = {**self.get_context_data(form=form), "login": login, "wait": wait}
        response = render(self.request, "account/locked_out.html", words, status=HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = str(wait)
        return response


class AskForPassword(KeepsWhatWasTyped, allauth.PasswordResetView):
    pass


class ChangePassword(KeepsWhatWasTyped, allauth.PasswordChangeView):
    def get_default_success_url(self) -> str:
        return reverse("accounts:security")


class NewPassword(KeepsWhatWasTyped, allauth.PasswordResetFromKeyView):
    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        if context.get("token_fail"):
            options["status"] = HTTPStatus.GONE
        response: HttpResponse = super().render_to_response(context, **options)
        return response


def too_fast(request: HttpRequest) -> HttpResponse:
    """Answer a form that came too often: for how long it is held back, and the other ways in."""
    awaited = request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY, {}).get("email", "")
    typed = [request.POST.get(name, "").strip().lower() for name in ("email", "login", "phone")]
    wait = seconds_held_back(request, *filter(None, [awaited, *typed])) or A_MINUTE
    response = render(request, "429.html", {"wait": wait}, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(wait)
    return response


_open = permission("accounts.enter", public=True)

sign_up = _open(SignUp.as_view())
sign_up_by_passkey = _open(SignUpByPasskey.as_view())
sign_in = _open(SignIn.as_view())
sign_out = _open(allauth.LogoutView.as_view())
inactive = _open(allauth.AccountInactiveView.as_view())
ask_for_password = _open(AskForPassword.as_view())
password_mail_sent = _open(allauth.PasswordResetDoneView.as_view())
new_password = _open(NewPassword.as_view())
new_password_set = _open(allauth.PasswordResetFromKeyDoneView.as_view())
change_password = permission("accounts.change_password")(ChangePassword.as_view())
