"""The refusals of fairs, one class per rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import Conflict, DomainError


class AddressTaken(Conflict):
    code = "edition_address_taken"
    sentence = _("Another edition already has this address. Choose another one, for example with the season.")


class AddressNotAYear(DomainError):
    code = "edition_address_not_a_year"
    sentence = _("The address starts with the year, then small letters, digits and hyphens: 2021 or 2021-spring.")
    status = 422


class NameMissing(DomainError):
    code = "name_missing"
    sentence = _("Write a name in Chinese, in English, or in both.")
    status = 422


class DaysOutOfOrder(DomainError):
    code = "days_out_of_order"
    sentence = _("The days must follow each other: opening, first exhibition day, closing.")
    status = 422


class UnknownTimeZone(DomainError):
    code = "unknown_time_zone"
    sentence = _("Choose a time zone by its IANA name, for example Asia/Shanghai.")
    status = 422


class MoveNotAllowed(Conflict):
    code = "edition_move_not_allowed"
    sentence = _("An edition that is “%(state)s” can't become “%(target)s”.")


class ChangedMeanwhile(Conflict):
    code = "edition_changed_meanwhile"
    sentence = _(
        "Another operator changed this edition a moment ago; nothing of yours was saved yet. "
        "Look at the new state below, then decide again."
    )


class SecondComprehensiveZone(Conflict):
    code = "second_comprehensive_zone"
    sentence = _("An edition has one comprehensive zone. Make this one a special zone or an area.")


class TooManyZones(Conflict):
    code = "too_many_zones"
    sentence = _("An edition has at most %(limit)s zones. Remove an empty one first.")


class ZoneInUse(Conflict):
    code = "zone_in_use"
    sentence = _("Exhibitors stand in this zone, so it stays. Rename it instead.")


class EditionArchived(Conflict):
    code = "edition_archived"
    sentence = _("This edition is archived: everything can be read, nothing can be added. Go to the current edition.")
