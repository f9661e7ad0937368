"""The steps of signing in where the house differs from allauth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.stages import AuthenticateStage

from everfair.accounts.domain.factors import has_recovery_codes

if TYPE_CHECKING:
    from django.http import HttpRequest


class SecondStep(AuthenticateStage):
    """Ask for the second factor, unless that would lock somebody out for good.

    Who signed up with a passkey has no recovery codes. If that passkey is lost, a code sent to the confirmed address
    is the only way back; it is enough as long as they have not asked for two steps, which is when they get the codes.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        if not super()._should_handle(request):
            return False
        records = get_authentication_records(request, self.login.user)
        came_by_code = bool(records) and records[-1]["method"] == "code"
        return not came_by_code or has_recovery_codes(self.login.user)
