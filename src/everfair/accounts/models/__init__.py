"""People, organisations, and who acts for whom."""

from everfair.accounts.models.api_token import ApiToken
from everfair.accounts.models.delegation import Delegation
from everfair.accounts.models.membership import Membership, RoleGrant
from everfair.accounts.models.organisation import Organisation
from everfair.accounts.models.person import Person

__all__ = ["ApiToken", "Delegation", "Membership", "Organisation", "Person", "RoleGrant"]
