"""How allauth's views behave in this house."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from allauth.account.stages import LoginStage
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

TOO_MANY = "too_many_login_attempts"


class KeepsWhatWasTyped:
    """A form that was not filled in well comes back with 422, one that came too often with 429; not with 200."""

    def form_invalid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # allauth's views have it
        if response.status_code == HTTPStatus.OK:
            held_back = any(form.has_error(name, TOO_MANY) for name in form.errors)
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS if held_back else HTTPStatus.UNPROCESSABLE_ENTITY
        return response


class KeepsItsForm:
    """The form that was judged is the one that is shown; allauth's passkey views would make and judge another."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **kwargs}  # type: ignore[misc]  # allauth's views have it


class LetsStartOver:
    """Whoever opens the door again may choose another way, also while a code is awaited; that code stays good."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:
        del request, stage
