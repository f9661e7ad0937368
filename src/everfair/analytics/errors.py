"""The refusals of analytics, one class per rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import DomainError


class UnknownFigure(DomainError):
    code = "unknown_figure"
    sentence = _("There is no figure “%(figure)s”. The figures page lists the ones there are.")
    status = 422


class BadFigureValue(DomainError):
    code = "bad_figure_value"
    sentence = _("“%(value)s” is not a value of the figure “%(figure)s”: write 22000, 42.3%% or 5060000000.00.")
    status = 422
