"""Taking the synthetic edition away again, with everything that hangs on it; nothing else is touched."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, connection

from everfair.fairs.models import Edition
from everfair.live.models import Stream
from everfair.live.public import StreamPlace, forget_media
from everfair.replay.clear_live import EDITION, LIVE_NAMING_PEOPLE, LIVE_ROWS, PEOPLE
from everfair.replay.errors import StillUsed

OF_NEGOTIATION = f"negotiation_id IN (SELECT id FROM negotiation_negotiation WHERE {EDITION})"  # noqa: S608 -- constants
OF_AGREEMENT = f"agreement_id IN (SELECT id FROM signing_agreement WHERE {OF_NEGOTIATION})"  # noqa: S608 -- constants
OF_EXHIBITOR = f"exhibitor_id IN (SELECT id FROM exhibition_exhibitor WHERE {EDITION})"  # noqa: S608 -- constants
OF_PROJECT = f"project_id IN (SELECT id FROM exhibition_project WHERE {OF_EXHIBITOR})"  # noqa: S608 -- constants
ZONES = f"SELECT id FROM fairs_zone WHERE {EDITION}"  # noqa: S608 -- constants
ADDRESSES = f"SELECT id FROM account_emailaddress WHERE user_id IN ({PEOPLE})"  # noqa: S608 -- constants
OF_DELEGATION = f"delegation_id IN (SELECT id FROM accounts_delegation WHERE {EDITION})"  # noqa: S608 -- constants
OF_IMPORT = f"source_id IN (SELECT id FROM accounts_delegationimport WHERE {OF_DELEGATION})"  # noqa: S608 -- constants
OF_WEBHOOK = f"webhook_id IN (SELECT id FROM integrations_webhook WHERE {EDITION})"  # noqa: S608 -- constants
OUTSIDE = f"SELECT id FROM socialaccount_socialaccount WHERE user_id IN ({PEOPLE})"  # noqa: S608 -- constants
OF_LINE = f"notification_id IN (SELECT id FROM notifications_notification WHERE person_id IN ({PEOPLE}))"  # noqa: S608 -- constants
BODIES = "SELECT id FROM accounts_organisation WHERE is_synthetic"

# Children before parents. People who signed up themselves stay, and so do the organisations that they founded.
ROWS = (
    ("integrations_delivery", OF_WEBHOOK),
    ("integrations_webhook", EDITION),
    ("publishing_outcome", EDITION),
    ("signing_signature", OF_AGREEMENT),
    ("signing_approval", OF_AGREEMENT),
    ("signing_agreement", OF_NEGOTIATION),
    ("negotiation_intent", OF_NEGOTIATION),
    ("negotiation_message", OF_NEGOTIATION),
    ("negotiation_negotiation", EDITION),
    *LIVE_ROWS,
    ("exhibition_offer", OF_PROJECT),
    ("exhibition_project", OF_EXHIBITOR),
    ("exhibition_booth", OF_EXHIBITOR),
    ("exhibition_exhibitor", EDITION),
    ("publishing_release", EDITION),
    ("visits_route", EDITION),
    ("programme_session", EDITION),
    ("programme_event", EDITION),
    ("fairs_participation", EDITION),
    ("accounts_importedrow", OF_IMPORT),
    ("accounts_delegationimport", OF_DELEGATION),
    ("accounts_delegationmember", f"{OF_DELEGATION} OR organisation_id IN ({BODIES})"),
    ("accounts_delegationofficer", f"{OF_DELEGATION} OR person_id IN ({PEOPLE})"),
    ("accounts_delegation", EDITION),
    ("accounts_rolegrant", f"{EDITION} OR person_id IN ({PEOPLE})"),
    ("fairs_zone", EDITION),
    ("analytics_publishedfigure", EDITION),
    ("accounts_membership", f"person_id IN ({PEOPLE}) OR organisation_id IN ({BODIES})"),
    ("accounts_vetting", f"organisation_id IN ({BODIES})"),
    ("accounts_organisationdocument", f"organisation_id IN ({BODIES})"),
    ("accounts_invitation", f"organisation_id IN ({BODIES})"),
    ("accounts_apitoken", f"person_id IN ({PEOPLE})"),
    ("accounts_consent", f"person_id IN ({PEOPLE})"),
    ("accounts_dataexport", f"person_id IN ({PEOPLE})"),
    ("accounts_supportlook", f"person_id IN ({PEOPLE})"),
    ("notifications_delivery", OF_LINE),
    ("notifications_notification", f"person_id IN ({PEOPLE})"),
    ("notifications_wish", f"person_id IN ({PEOPLE})"),
    ("notifications_manners", f"person_id IN ({PEOPLE})"),
    ("notifications_device", f"person_id IN ({PEOPLE})"),
    ("accounts_siteauthorisation", f"person_id IN ({PEOPLE})"),
    ("allauth_idp_oidc_token", f"user_id IN ({PEOPLE})"),
    ("allauth_idp_oidc_client", f"owner_id IN ({PEOPLE})"),
    ("mfa_authenticator", f"user_id IN ({PEOPLE})"),
    ("socialaccount_socialtoken", f"account_id IN ({OUTSIDE})"),
    ("socialaccount_socialaccount", f"user_id IN ({PEOPLE})"),
    ("usersessions_usersession", f"user_id IN ({PEOPLE})"),
    ("account_emailconfirmation", f"email_address_id IN ({ADDRESSES})"),
    ("account_emailaddress", f"user_id IN ({PEOPLE})"),
)
NAMING_PEOPLE = (
    *LIVE_NAMING_PEOPLE,
    ("accounts_vetting", "person_id"),
    ("accounts_organisationdocument", "added_by_id"),
    ("accounts_invitation", "invited_by_id"),
    ("accounts_invitation", "accepted_by_id"),
    ("accounts_delegationmember", "added_by_id"),
    ("accounts_delegationimport", "person_id"),
    ("accounts_supportlook", "supporter_id"),
    ("integrations_webhook", "made_by_id"),
    ("kernel_upload", "sent_by_id"),
    ("kernel_event", "actor_id"),
)
FORGETTING = (
    f"UPDATE kernel_event SET edition_id = NULL WHERE {EDITION}",  # noqa: S608 -- constants
    f"UPDATE accounts_organisation SET applies_to_id = NULL WHERE applies_to_id IN ({ZONES})",  # noqa: S608 -- constants
    f"UPDATE accounts_importedrow SET organisation_id = NULL WHERE organisation_id IN ({BODIES})",  # noqa: S608 -- constants
    *(
        f"UPDATE {table} SET {column} = NULL WHERE {column} IN ({PEOPLE})"  # noqa: S608 -- constants
        for table, column in NAMING_PEOPLE
    ),
    f"UPDATE kernel_event SET organisation_id = NULL WHERE organisation_id IN ({BODIES})",  # noqa: S608 -- constants
    f"UPDATE notifications_notification SET organisation_id = NULL WHERE organisation_id IN ({BODIES})",  # noqa: S608 -- constants
)
OWNERS = (
    "DELETE FROM fairs_edition WHERE id = %(edition)s",
    "DELETE FROM accounts_person WHERE is_synthetic",
    "DELETE FROM accounts_organisation WHERE is_synthetic",
)


def clear_edition(edition: Edition) -> None:
    """Delete a synthetic edition with its rows, people, organisations and media; the caller holds the transaction.

    `StillUsed` if another edition stands on them: then the caller's transaction must be rolled back.
    """
    media = _media_of(edition)
    deletions = (f"DELETE FROM {table} WHERE {condition}" for table, condition in ROWS)  # noqa: S608 -- constants
    try:
        with connection.cursor() as cursor:
            for statement in (*FORGETTING, *deletions, *OWNERS):
                cursor.execute(statement, {"edition": edition.pk})
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise StillUsed from error
    forget_media(media)


def _media_of(edition: Edition) -> list[Path]:
    ids = Stream.objects.filter(edition=edition).values_list("public_id", flat=True)
    return [StreamPlace(settings.LIVE_ROOT, public_id).folder for public_id in ids]
