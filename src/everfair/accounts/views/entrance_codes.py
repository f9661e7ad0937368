"""Codes by mail and text message: asked for, typed, confirmed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from allauth.account import views as allauth
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from everfair.accounts.interfaces.code_forms import AskForCodeForm, LoginCodeForm, MailCodeForm
from everfair.accounts.views.kept import KeepsWhatWasTyped, LetsStartOver
from everfair.kernel.access import permission

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

_CODE = re.compile(r"\d{4}-\d{4}")


class AskForCode(LetsStartOver, KeepsWhatWasTyped, allauth.RequestLoginCodeView):
    form_class = AskForCodeForm

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "login": self.request.GET.get("login", "")}

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if form.cleaned_data["remember"] else 0)
        return response


class _AwaitsCode(KeepsWhatWasTyped):
    """A code is awaited in the browser that asked for it; the link in the letter fills it in there."""

    too_old: _StrPromise
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # allauth's views have it
        if getattr(self, "_process", None):
            return response
        code = request.GET.get("code", "")
        if _CODE.fullmatch(code):
            return render(request, "account/code_elsewhere.html", {"code": code})
        if request.user.is_anonymous:
            messages.error(request, str(self.too_old))
        return response

    def get_initial(self) -> dict[str, Any]:
        code = self.request.GET.get("code", "")
        return {"code": code} if _CODE.fullmatch(code) else {}


class TypeLoginCode(_AwaitsCode, allauth.ConfirmLoginCodeView):
    form_class = LoginCodeForm
    too_old = _("This code was used already, or it is too old. Ask for a new one.")


class TypeMailCode(_AwaitsCode, allauth.ConfirmEmailVerificationCodeView):
    """For a new account, and for a new address of an account."""

    form_class = MailCodeForm
    too_old = _(
        "This code was used already, or it is too old. "
        "Sign in: if your address still has to be confirmed, we send a new one."
    )

    def _verify_form_valid(self, form: Form) -> HttpResponse:
        """Lead a person who has changed the address back to where they did it."""
        response: HttpResponse = super()._verify_form_valid(form)
        is_change = self.request.user.is_authenticated and self.stage is None
        return redirect("accounts:security") if is_change else response


_open = permission("accounts.enter", public=True)

ask_for_code = _open(AskForCode.as_view())
type_login_code = _open(TypeLoginCode.as_view())
type_mail_code = _open(TypeMailCode.as_view())
