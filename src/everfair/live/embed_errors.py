"""The refusals of players on partners' sites."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import Conflict, DomainError


class EmbedNotNeeded(Conflict):
    code = "embed_not_needed"
    sentence = _("This stream is open to everybody: its plain player can stand on any site. See “Share” on its page.")


class EmbedOfElsewhere(Conflict):
    code = "embed_of_elsewhere"
    sentence = _("This stream is played from another server, which decides by itself where it may be shown.")


class TooManyEmbeds(Conflict):
    code = "too_many_embeds"
    sentence = _("A stream has at most %(limit)s players on other sites at a time. Take one back that nobody uses.")


class BadOrigin(DomainError):
    code = "embed_origin_wrong"
    sentence = _("“%(origin)s” is not the address of a site. Write it as https://partner.example, one a line.")
    status = 422


class BadOriginCount(DomainError):
    code = "embed_origins_count"
    sentence = _("Name at least one site, and at most %(limit)s.")
    status = 422


class EmbedOver(DomainError):
    code = "embed_until_past"
    sentence = _("This time is over already.")
    status = 422


class EmbedClosed(DomainError):
    """The key is ours, but opens nothing any more."""

    code = "embed_closed"
    sentence = _("This player is no longer allowed here. Watch on the fair's own page.")
    status = 403
