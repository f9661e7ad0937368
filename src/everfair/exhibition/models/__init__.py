"""Exhibitors, their booths and their projects."""

from everfair.exhibition.models.booth import Booth
from everfair.exhibition.models.exhibitor import Exhibitor
from everfair.exhibition.models.project import Offer, Project

__all__ = ["Booth", "Exhibitor", "Offer", "Project"]
