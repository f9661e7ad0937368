"""People, organisations, and who acts for whom."""

from everfair.accounts.models.api_token import ApiToken
from everfair.accounts.models.authorisation import SiteAuthorisation
from everfair.accounts.models.delegation import (
    Delegation,
    DelegationImport,
    DelegationMember,
    DelegationOfficer,
    ImportedRow,
)
from everfair.accounts.models.invitation import Invitation
from everfair.accounts.models.membership import Membership, RoleGrant
from everfair.accounts.models.organisation import Organisation
from everfair.accounts.models.person import Person
from everfair.accounts.models.privacy import Consent, DataExport
from everfair.accounts.models.support import SupportLook
from everfair.accounts.models.vetting import OrganisationDocument, Vetting

__all__ = [
    "ApiToken",
    "Consent",
    "DataExport",
    "Delegation",
    "DelegationImport",
    "DelegationMember",
    "DelegationOfficer",
    "ImportedRow",
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationDocument",
    "Person",
    "RoleGrant",
    "SiteAuthorisation",
    "SupportLook",
    "Vetting",
]
