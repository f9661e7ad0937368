"""Fairs, their editions, zones and sectors, and who takes part."""

from everfair.fairs.models.edition import Edition
from everfair.fairs.models.fair import Fair
from everfair.fairs.models.participation import Participation
from everfair.fairs.models.sector import Sector
from everfair.fairs.models.zone import Zone

__all__ = ["Edition", "Fair", "Participation", "Sector", "Zone"]
