"""What the replay refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import DomainError


class RealEdition(DomainError):
    code = "real_edition"
    sentence = _("The edition “%(slug)s” holds a real fair; the replay never replaces one. Choose another home.")


class StillUsed(DomainError):
    code = "still_used"
    sentence = _(
        "Another edition uses people or organisations of the synthetic fair. Load the replay into another home."
    )
