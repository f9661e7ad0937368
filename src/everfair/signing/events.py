"""What happens to agreements."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.events import declare

declare("agreement.drafted", _("One side drafted an agreement from its terms."), version=int, sha256=str)
declare(
    "agreement.revised",
    _("One side changed the terms; approvals of the earlier text are void."),
    version=int,
    sha256=str,
)
declare("agreement.approved", _("One side approved exactly this text."), version=int, sha256=str)
declare("agreement.frozen", _("Both sides approved the same text; its paper is ready to sign."), sha256=str)
declare("agreement.countersigning_awaited", _("One side signed; the other has yet to."), paper_sha256=str)
declare(
    "agreement.signed",
    _("Both sides signed. Only this counts as signed."),
    agreement=str,
    amount_minor=int,
    currency=str,
    paper_sha256=str,
)
declare("agreement.declined", _("One side declined the agreement, with a reason."), reason=str)
declare("agreement.step_up_failed", _("Somebody typed a wrong password when signing."))
