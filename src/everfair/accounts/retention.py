"""What accounts keep for a while only. Each rule says what goes; the settings say when."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from allauth.idp.oidc.models import Token
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Max, Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.db.transaction import atomic
from django.utils.translation import gettext_lazy as _

from everfair.accounts.enums import ExportState, OrganisationState
from everfair.accounts.models import (
    DataExport,
    DelegationImport,
    Invitation,
    Organisation,
    OrganisationDocument,
    Person,
    SupportLook,
)
from everfair.kernel.clock import now
from everfair.kernel.retention import Rule, delete_rows, in_batches, retain
from everfair.kernel.uploads import forget_upload

SILENT_STATES = (OrganisationState.ASKED, OrganisationState.REFUSED)
# What may go together with an application, and with an account that was never used.
OF_APPLICATIONS = frozenset({"Organisation", "Membership", "Vetting", "Invitation", "DelegationMember"})
OF_ACCOUNTS = frozenset({"Person", "Consent", "DataExport", "ApiToken", "SupportLook"})
OTHER_APPS = frozenset({"account", "mfa", "socialaccount", "usersessions", "allauth_idp_oidc", "notifications"})


def drop_exports(before: datetime) -> int:
    """Delete the files; that there was a download stays on the person's page."""

    def drop(batch: list[DataExport]) -> int:
        for export in batch:
            upload, export.upload, export.state = export.upload, None, ExportState.EXPIRED
            export.save(update_fields=["upload", "state"])
            if upload:
                forget_upload(upload)
        return len(batch)

    ready = DataExport.objects.filter(state=ExportState.READY, ready_at__lt=before)
    return in_batches(ready.select_related("upload"), drop)


def drop_invitations(before: datetime) -> int:
    return delete_rows(Invitation.objects.filter(expires_at__lt=before))


def drop_looks(before: datetime) -> int:
    return delete_rows(SupportLook.objects.filter(began_at__lt=before))


def drop_sessions(before: datetime) -> int:
    """End what was not used for long, and forget where people were signed in, here and at other systems."""
    idle = UserSession.objects.filter(last_seen_at__lt=before)
    Session.objects.filter(session_key__in=list(idle.values_list("session_key", flat=True))).delete()
    Session.objects.filter(expire_date__lt=now()).delete()
    elsewhere = delete_rows(Token.objects.filter(expires_at__lt=before))
    here = delete_rows(UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")))
    return here + elsewhere


def drop_unconfirmed(before: datetime) -> int:
    """Delete accounts that nobody ever came in by; whatever hangs on one keeps it."""

    def drop(batch: list[Person]) -> int:
        # First, because their end is logged, and the log names the person.
        Authenticator.objects.filter(user__in=batch).delete()
        return sum(_drop_alone(person, OF_ACCOUNTS) for person in batch)

    people = Person.objects.filter(created_at__lt=before, erased_at=None, last_login=None, is_synthetic=False)
    unused = people.filter(memberships=None, role_grants=None, delegations_run=None)
    never_proved = unused.exclude(emailaddress__verified=True)
    return in_batches(never_proved, drop)


def drop_applications(before: datetime) -> int:
    """Delete applications that came to nothing, and their papers; an organisation that deals with others stays."""

    def drop(batch: list[Organisation]) -> int:
        for organisation in batch:
            _drop_papers(list(organisation.documents.select_related("upload")))
        return sum(_drop_alone(organisation, OF_APPLICATIONS) for organisation in batch)

    silent = Organisation.objects.filter(state__in=SILENT_STATES, is_synthetic=False)
    return in_batches(silent.annotate(last_step=Max("vettings__at")).filter(last_step__lt=before), drop)


def drop_drafts(before: datetime) -> int:
    """Delete papers that were sent with a form which nobody finished."""
    drafts = OrganisationDocument.objects.filter(organisation=None, added_at__lt=before)
    return in_batches(drafts.select_related("upload"), _drop_papers)


def drop_imports(before: datetime) -> int:
    """Delete spreadsheets with all that was read from them; the organisations that came of them stay."""

    def drop(batch: list[DelegationImport]) -> int:
        for source in batch:
            source.delete()
            forget_upload(source.upload)
        return len(batch)

    return in_batches(DelegationImport.objects.filter(at__lt=before).select_related("upload"), drop)


def drop_kept_mail(before: datetime) -> int:
    """Delete mail and text messages that were kept as files, because nothing sends them."""
    folders = (Path(settings.EMAIL_FILE_PATH), settings.OPTIONS.home / "sms")
    old = [file for folder in folders if folder.is_dir() for file in folder.iterdir() if _is_older(file, before)]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def drop_ended_jobs(before: datetime) -> int:
    """Delete jobs that ended badly, which may name people; the others are deleted as they end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs AS job WHERE status IN ('failed', 'cancelled', 'aborted') AND NOT EXISTS "
            "(SELECT FROM procrastinate_events WHERE job_id = job.id AND at >= %s)",
            [before],
        )
        return int(cursor.rowcount)


def _drop_papers(papers: list[OrganisationDocument]) -> int:
    for paper in papers:
        paper.delete()
        forget_upload(paper.upload)
    return len(papers)


def _drop_alone(row: Model, kinds: frozenset[str]) -> bool:
    """Delete a row with what hangs on it, if that is all of the named kinds."""
    collector = Collector(using="default", origin=row)
    with suppress(ProtectedError, RestrictedError), atomic():
        collector.collect([row])
        hanging = {*collector.data, *(rows.model for rows in collector.fast_deletes if rows.exists())}
        if all(_may_go(model, kinds) for model in hanging):
            collector.delete()
            return True
    return False


def _may_go(model: type[Model], kinds: frozenset[str]) -> bool:
    about = model._meta  # noqa: SLF001 -- Django's documented model API
    return about.app_label in OTHER_APPS or (about.app_label == "accounts" and about.object_name in kinds)


def _is_older(file: Path, before: datetime) -> bool:
    return file.is_file() and datetime.fromtimestamp(file.stat().st_mtime, UTC) < before


retain(Rule("data_exports", _("Downloads of one's own data"), "data_export_days", drop_exports))
retain(Rule("invitations", _("Invitations to act for an organisation"), "keep_invitations_days", drop_invitations))
retain(Rule("support_looks", _("Looks that support took at accounts"), "keep_looks_days", drop_looks))
retain(Rule("sessions", _("Where people are signed in"), "keep_sessions_days", drop_sessions))
retain(Rule("unconfirmed_accounts", _("Accounts never confirmed"), "keep_unconfirmed_days", drop_unconfirmed))
retain(Rule("applications", _("Applications that came to nothing"), "keep_applications_days", drop_applications))
retain(Rule("draft_papers", _("Papers that no application followed"), "keep_drafts_days", drop_drafts))
retain(Rule("imports", _("Spreadsheets of delegations"), "keep_imports_days", drop_imports))
retain(Rule("kept_mail", _("Mail and text messages kept as files"), "keep_mail_days", drop_kept_mail))
retain(Rule("failed_jobs", _("Jobs that failed"), "keep_jobs_days", drop_ended_jobs))
