"""Everfair: the open-source digital base of a trade fair that never closes."""

__version__ = "0.1.0"
