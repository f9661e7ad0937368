"""Tokens for one's own programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from everfair.accounts.domain.tokens import create_token, revoke_token
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.me_forms import TokenForm
from everfair.accounts.queries.tokens import tokens_of
from everfair.kernel.access import permission
from everfair.kernel.errors import DomainError, NotFound

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("accounts.manage_tokens")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List the tokens; a new one is shown in the answer that made it, and never again."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    raw = _create(request, form) if form.is_bound and form.is_valid() else ""
    person = person_of(request)
    words = {
        "current_tab": "tokens",
        "form": TokenForm() if raw else form,
        "raw": raw,
        "tokens": tokens_of(person),
        "zone": person.time_zone,
    }
    return render(request, "accounts/tokens.html", words, status=422 if form.is_bound and not raw else 200)


@permission("accounts.manage_tokens")
@require_POST
def revoke(request: HttpRequest, public_id: str) -> HttpResponse:
    person = person_of(request)
    token = tokens_of(person).filter(public_id=public_id).first()
    if token is None:
        raise NotFound
    revoke_token(token, actor=person)
    messages.success(request, _("The token is revoked; programs that use it are refused from now on."))
    return redirect("accounts:token-list")


def _create(request: HttpRequest, form: TokenForm) -> str:
    try:
        _, raw = create_token(person_of(request), label=form.cleaned_data["label"])
    except DomainError as refusal:
        form.add_error(refusal.field, str(refusal))
        return ""
    return raw
