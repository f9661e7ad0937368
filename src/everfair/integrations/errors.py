"""The refusals of integrations, one class per rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import DomainError


class AddressOutOfReach(DomainError):
    code = "address_out_of_reach"
    sentence = _(
        "The fair can't call this address. It must begin with https://, its name must be known to everybody, and it "
        "must not lie inside a private network."
    )
    status = 422


class NothingChosen(DomainError):
    code = "nothing_chosen"
    sentence = _("Choose at least one thing that it is told of.")
    status = 422


class TooManyWebhooks(DomainError):
    code = "too_many_webhooks"
    sentence = _("This edition has %(limit)s webhooks. Remove one, then add this one.")


class WebhookIsOff(DomainError):
    code = "webhook_is_off"
    sentence = _("The webhook is off. Switch it on, then send again.")


class StillOnItsWay(DomainError):
    code = "still_on_its_way"
    sentence = _("This is being sent right now.")
