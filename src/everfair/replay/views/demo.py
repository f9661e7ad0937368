"""Who one can be in the demo fair: a list, and one click to sign in."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.public import next_page, remember_language
from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound
from everfair.replay.public import demo_accounts, loaded_scale

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound="Callable[..., HttpResponse]")


def demo_only(view: View) -> View:
    """Be there in demo fairs only."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.OPTIONS.shows_demo:
            raise NotFound
        return view(*args, **kwargs)

    return cast("View", guarded)


@permission("replay.view_demo_accounts", public=True)
@never_cache
@require_safe
@demo_only
def accounts(request: HttpRequest) -> HttpResponse:
    words = {"accounts": demo_accounts() if loaded_scale() else [], "next": next_page(request, "")}
    return render(request, "replay/demo_accounts.html", words)


@permission("replay.take_demo_account", public=True)
@require_POST
@demo_only
def sign_in(request: HttpRequest) -> HttpResponse:
    """Become one of the demo people, by the password that the list shows anyway."""
    account = next((one for one in demo_accounts() if one.kind == request.POST.get("kind")), None)
    person = authenticate(request, email=account.email, password=account.password) if account else None
    if person is None:
        raise NotFound
    login(request, person)
    return remember_language(redirect(next_page(request, "/me")), person.language)
