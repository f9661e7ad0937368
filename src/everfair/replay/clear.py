"""Taking the synthetic edition away again, with everything that hangs on it; nothing else is touched."""

from __future__ import annotations

from django.db import IntegrityError, connection

from everfair.fairs.models import Edition
from everfair.replay.errors import StillUsed

EDITION = "edition_id = %(edition)s"
OF_NEGOTIATION = f"negotiation_id IN (SELECT id FROM negotiation_negotiation WHERE {EDITION})"  # noqa: S608 -- constants
OF_AGREEMENT = f"agreement_id IN (SELECT id FROM signing_agreement WHERE {OF_NEGOTIATION})"  # noqa: S608 -- constants
OF_EXHIBITOR = f"exhibitor_id IN (SELECT id FROM exhibition_exhibitor WHERE {EDITION})"  # noqa: S608 -- constants
OF_PROJECT = f"project_id IN (SELECT id FROM exhibition_project WHERE {OF_EXHIBITOR})"  # noqa: S608 -- constants
PEOPLE = "SELECT id FROM accounts_person WHERE is_synthetic"
ADDRESSES = f"SELECT id FROM account_emailaddress WHERE user_id IN ({PEOPLE})"  # noqa: S608 -- constants
BODIES = "SELECT id FROM accounts_organisation WHERE is_synthetic"

# Children before parents. People who signed up themselves stay, and so do the organisations that they founded.
ROWS = (
    ("publishing_outcome", EDITION),
    ("signing_signature", OF_AGREEMENT),
    ("signing_approval", OF_AGREEMENT),
    ("signing_agreement", OF_NEGOTIATION),
    ("negotiation_intent", OF_NEGOTIATION),
    ("negotiation_message", OF_NEGOTIATION),
    ("negotiation_negotiation", EDITION),
    ("exhibition_offer", OF_PROJECT),
    ("exhibition_project", OF_EXHIBITOR),
    ("exhibition_booth", OF_EXHIBITOR),
    ("exhibition_exhibitor", EDITION),
    ("publishing_release", EDITION),
    ("visits_route", EDITION),
    ("programme_session", EDITION),
    ("programme_event", EDITION),
    ("fairs_participation", EDITION),
    ("accounts_delegation", EDITION),
    ("accounts_rolegrant", f"{EDITION} OR person_id IN ({PEOPLE})"),
    ("fairs_zone", EDITION),
    ("analytics_publishedfigure", EDITION),
    ("accounts_membership", f"person_id IN ({PEOPLE}) OR organisation_id IN ({BODIES})"),
    ("accounts_apitoken", f"person_id IN ({PEOPLE})"),
    ("account_emailconfirmation", f"email_address_id IN ({ADDRESSES})"),
    ("account_emailaddress", f"user_id IN ({PEOPLE})"),
)
FORGETTING = (
    f"UPDATE kernel_event SET edition_id = NULL WHERE {EDITION}",  # noqa: S608 -- constants
    f"UPDATE kernel_event SET actor_id = NULL WHERE actor_id IN ({PEOPLE})",  # noqa: S608 -- constants
    f"UPDATE kernel_event SET organisation_id = NULL WHERE organisation_id IN ({BODIES})",  # noqa: S608 -- constants
)
OWNERS = (
    "DELETE FROM fairs_edition WHERE id = %(edition)s",
    "DELETE FROM accounts_person WHERE is_synthetic",
    "DELETE FROM accounts_organisation WHERE is_synthetic",
)


def clear_edition(edition: Edition) -> None:
    """Delete a synthetic edition with all its rows, people and organisations; the caller holds the transaction.

    `StillUsed` if another edition stands on them: then the caller's transaction must be rolled back.
    """
    deletions = (f"DELETE FROM {table} WHERE {condition}" for table, condition in ROWS)  # noqa: S608 -- constants
    try:
        with connection.cursor() as cursor:
            for statement in (*deletions, *FORGETTING, *OWNERS):
                cursor.execute(statement, {"edition": edition.pk})
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise StillUsed from error
