"""Whether somebody may watch a stream, and what to do when not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from everfair.accounts.public import person_of
from everfair.live.access import can_watch_stream
from everfair.live.enums import Audience
from everfair.live.playback.addresses import watch_address
from everfair.live.runner import runner_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.live.models import Stream


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, and the next step: where to, and the words on the button."""

    code: str
    sentence: str
    address: str
    words: str


@dataclass(frozen=True, slots=True)
class Right:
    """`runs` sees what is behind the stage too; without a `refusal` the audience's picture is allowed."""

    runs: bool
    refusal: Refusal | None = None


def right_to_watch(request: HttpRequest, stream: Stream) -> Right:
    """Ask the database only what the audience of the stream makes necessary; nothing for a stranger."""
    has_account = request.user.is_authenticated
    runs = has_account and runner_of(request).runs(stream)
    is_invited = stream.audience == Audience.INVITED and has_account and _is_invited(request, stream)
    if runs or can_watch_stream(stream, has_account=has_account, is_invited=is_invited):
        return Right(runs)
    return Right(runs, _not_invited(stream) if has_account else _sign_in(stream))


def _is_invited(request: HttpRequest, stream: Stream) -> bool:
    return stream.invitees.filter(person=person_of(request)).exists()


def _sign_in(stream: Stream) -> Refusal:
    sentence = (
        _("This stream is for invited people. Sign in with the account that was invited.")
        if stream.audience == Audience.INVITED
        else _("This stream is for everybody with an account. Sign in, and it plays.")
    )
    address = f"{reverse('account_login')}?{urlencode({'next': watch_address(stream)})}"
    return Refusal("sign_in", sentence, address, _("Sign in"))


def _not_invited(stream: Stream) -> Refusal:
    return Refusal(
        "not_invited",
        _("This stream is for invited people, and your account is not among them. Its host can invite you."),
        reverse("programme:programme-view", args=[stream.edition.slug]),
        _("See what is on for everybody"),
    )
