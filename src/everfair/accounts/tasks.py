"""Jobs of accounts: read and apply spreadsheets, collect a person's data, say good-bye, delete what is old."""

from __future__ import annotations

from allauth.idp.oidc.models import Token
from procrastinate.contrib.django import app

from everfair.accounts.domain.data_exports import fail_export, make_export
from everfair.accounts.domain.import_applying import apply_import
from everfair.accounts.domain.import_reading import read_import
from everfair.accounts.domain.papers import forget_drafts
from everfair.accounts.domain.retention import apply_retention
from everfair.accounts.domain.support import end_look
from everfair.accounts.letters import send_letter
from everfair.accounts.models import DataExport, DelegationImport, Person, SupportLook


@app.task(queue="exports")
def make_data_export(export: str) -> None:
    """Make one download; a failure is shown to the person, who asks again."""
    row = DataExport.objects.filter(public_id=export).first()
    if row is None:  # the person was erased meanwhile
        return
    try:
        make_export(row)
    except Exception:
        fail_export(row)
        raise


@app.task(queue="mail", retry=5)
def say_goodbye(email: str, language: str) -> None:
    """Confirm the erasure by mail: nobody is there any more whose address could be looked up."""
    send_letter("accounts/letters/erased", email=email, language=language)


@app.periodic(cron="37 3 * * *")
@app.task(queue="cron", queueing_lock="retention")
def delete_what_is_old(timestamp: int) -> None:
    del timestamp
    apply_retention()


@app.task(queue="imports")
def read_delegation_import(source: str) -> None:
    """Read a delegation's spreadsheet; what breaks here is shown to the officer, who sends it again."""
    read_import(_import(source))


@app.task(queue="imports")
def apply_delegation_import(source: str, person: str) -> None:
    """Apply the rows that an officer chose; what breaks leaves the rest to be chosen again."""
    apply_import(_import(source), actor=Person.objects.get(public_id=person))


@app.periodic(cron="11 4 * * *")
@app.task(queue="cron", queueing_lock="site-tokens")
def delete_expired_site_tokens(timestamp: int) -> None:
    """Delete what other sites can no longer use."""
    del timestamp
    Token.objects.expired().delete()


def _import(public_id: str) -> DelegationImport:
    rows = DelegationImport.objects.select_related("delegation", "upload", "person")
    return rows.get(public_id=public_id)


@app.task(queue="outbox", retry=5)
def end_look_in_time(look_id: int) -> None:
    for look in SupportLook.objects.filter(pk=look_id).select_related("supporter", "person"):
        end_look(look)


@app.periodic(cron="47 3 * * *")
@app.task(queue="cron", queueing_lock="draft-papers")
def delete_draft_papers(timestamp: int) -> None:
    """Delete documents whose form was never finished."""
    del timestamp
    forget_drafts()
