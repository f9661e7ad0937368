"""One of every thing that an address may name, by placeholder."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from everfair.accounts.domain.clients import SiteParticulars, register_client
from everfair.accounts.domain.invitations import key_of
from everfair.accounts.domain.tokens import create_token
from everfair.accounts.enums import (
    DelegationMemberState,
    DocumentKind,
    ExportState,
    OrganisationState,
    SiteScope,
)
from everfair.accounts.models import DataExport, OrganisationDocument
from everfair.accounts.queries.delegations import officer_now
from everfair.kernel.addresses import slug_of
from everfair.kernel.clock import now
from everfair.kernel.uploads import keep_file
from everfair.live.domain.captions import write_cue
from everfair.live.domain.channels import key_of as key_of_booth
from everfair.live.domain.channels import open_channel
from everfair.live.domain.embeds import embed_key
from everfair.live.domain.keeping import key_to_keep
from everfair.live.domain.questions import ask
from everfair.live.domain.speakers import key_of as key_of_speaker
from everfair.live.models import ChatBan, Embed, Recording, Speaker
from tests.factories.accounts import OrganisationFactory, PersonFactory
from tests.factories.agreements import make_draft
from tests.factories.chat import ChatReportFactory
from tests.factories.delegations import DelegationMemberFactory, firm_row, firm_sheet, send_and_read
from tests.factories.exhibition import BoothFactory
from tests.factories.fairs import ZoneFactory
from tests.factories.live import StreamFactory, guest_of, machine, make_open_poll
from tests.factories.membership import make_invitation
from tests.factories.negotiation import make_talks
from tests.factories.notifications import tell
from tests.factories.programme import SessionFactory
from tests.factories.uploads import PDF
from tests.factories.webhooks import WebhookFactory

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.kernel.models import Upload
    from everfair.live.models import CaptionCue, Stream
    from tests.house.cast import Cast

QUERIES = {
    "negotiation:negotiation-new": "?project=<api.project.public_id>",
    "signing:agreement-new": "?negotiation=<negotiation.public_id>",
}


def values_of(cast: Cast) -> dict[str, str]:
    return {
        "edition": cast.edition.slug,
        "zone": ZoneFactory.create(edition=cast.edition).slug,
        "figure": "events.total",
        "key": "not-a-key",
        "uidb36": "1",
        "rest": "nowhere",
        "provider": "nobody",
        "ref": "nothing",
        "token": "nothing",
        "secret": "nothing",
        "purpose": "news",
        "sort": "csv",
        "sitting": "nothing",
        "number": "0",
        "file": "live.m3u8",
        "webhook": WebhookFactory.create(edition=cast.edition).public_id,
        **_fair(cast),
        **_streams(cast),
        **_organisations(cast),
        **_delegations(cast),
        **_people(cast),
    }


def _fair(cast: Cast) -> dict[str, str]:
    project, booth = cast.exhibitor.projects.get(), BoothFactory.create(exhibitor=cast.exhibitor)
    talks = make_talks(buyer=cast.talks.buyer, seller=cast.talks.seller, subject="Second talks")
    deal = make_draft(talks)
    event = SessionFactory.create(event__edition=cast.edition).event
    return {
        "exhibition.project.slug": slug_of(project.title, project.public_id),
        "exhibition.booth.slug": slug_of(cast.exhibitor.organisation.name, booth.public_id),
        "exhibition.booth.public_id": booth.public_id,
        "exhibition.project.public_id": project.public_id,
        "programme.slug": slug_of(event.title, event.public_id),
        "signing.public_id": deal.agreement.public_id,
        "signing.key": deal.agreement.public_id,
        "negotiation.public_id": cast.talks.negotiation.public_id,
        "negotiation.intent_id": "nothing",
        "api.event.public_id": event.public_id,
        "api.exhibitor.public_id": cast.exhibitor.public_id,
        "api.project.public_id": project.public_id,
    }


def _streams(cast: Cast) -> dict[str, str]:
    """Name a stream that the exhibitor runs."""
    stream = StreamFactory.create(edition=cast.edition, organisation=cast.exhibitor.organisation, state="on_air")
    return {
        "stream": stream.public_id,
        "cue": _cue(stream).public_id,
        "language": stream.language,
        "live.slug": slug_of(stream.title, stream.public_id),
        **_chat(stream),
        **_talk(stream),
        "api.stream.public_id": stream.public_id,
        **_booth(stream),
        **_embed(stream),
        "streams.consent.key": key_of_speaker(Speaker.objects.create(stream=stream, name="Somebody who speaks")),
        "streams.keep.key": _recording_key(cast),
    }


def _recording_key(cast: Cast) -> str:
    """Write what the letter about the end of a recording links to."""
    stream = StreamFactory.create(edition=cast.edition, state="ended")
    return key_to_keep(Recording.objects.create(stream=stream), date(2099, 12, 31))


def _booth(stream: Stream) -> dict[str, str]:
    """Name the booth of a language that it is interpreted into."""
    key = key_of_booth(open_channel(stream, actor=machine(stream), language="fr"))
    pages = ("booth", "booth-here", "booth-floor", "booth-microphone", "booth-sound", "booth-part", "booth-end")
    return {f"streams.{page}.key": key for page in pages}


def _embed(stream: Stream) -> dict[str, str]:
    """Name its player on a partner's site."""
    made = Embed.objects.create(
        stream=stream, label="Partner", origins=["https://partner.example"], until=now() + timedelta(days=1)
    )
    return {f"streams.{page}.key": embed_key(made) for page in ("framed", "framed-pass", "framed-said", "framed-vtt")}


def _talk(stream: Stream) -> dict[str, str]:
    """Name a question of the audience and a poll that is open."""
    question = ask(guest_of(stream), body="How far is it?")
    return {"question": question.public_id, "poll": make_open_poll(stream).public_id}


def _chat(stream: Stream) -> dict[str, str]:
    """Name a line of its chat, which was reported, and a ban of who reported it."""
    report = ChatReportFactory.create(line__stream=stream)
    ban = ChatBan.objects.create(person=report.reporter, edition=stream.edition, stream=stream)
    return {"line": report.line.public_id, "report": report.public_id, "ban": ban.public_id}


def _cue(stream: Stream) -> CaptionCue:
    """Name a line of its captions."""
    return write_cue(stream, actor=machine(stream), language=stream.language, text="大家好")


def _organisations(cast: Cast) -> dict[str, str]:
    """Name the exhibitor's organisation, and for the vetting desk one that applies to the exhibitor's zone."""
    organisation = cast.exhibitor.organisation
    applicant = OrganisationFactory.create(state=OrganisationState.APPLIED, applies_to=cast.exhibitor.zone)
    vetted = ("approve", "refuse", "ask", "level", "review")
    document = OrganisationDocument.objects.create(
        organisation=organisation, kind=DocumentKind.REGISTRATION, upload=_upload(cast.person("exhibitor"))
    )
    invitation = make_invitation(cast.talks.seller, email=cast.person("newcomer").email)
    return {
        "accounts.workspace.public_id": organisation.public_id,
        "accounts.member.public_id": organisation.public_id,
        "accounts.member.person_id": cast.person("sales").public_id,
        "accounts.organisation.public_id": organisation.public_id,
        "accounts.organisation.document_id": document.public_id,
        "accounts.invitation.public_id": organisation.public_id,
        "accounts.invitation.invitation_id": invitation.public_id,
        "accounts.invitation.key": key_of(invitation),
        **{f"accounts.organisation-{verb}.public_id": applicant.public_id for verb in vetted},
    }


def _delegations(cast: Cast) -> dict[str, str]:
    """Name the delegation: it has a member, invites the exhibitor's organisation, and has read a spreadsheet."""
    officer = officer_now(cast.person("officer"), cast.delegation)
    member = DelegationMemberFactory.create(delegation=cast.delegation)
    DelegationMemberFactory.create(
        delegation=cast.delegation,
        organisation=cast.exhibitor.organisation,
        state=DelegationMemberState.INVITED,
    )
    source = send_and_read(officer, firm_sheet(firm_row(1), firm_row(2, name_zh="", name_en="")))
    return {
        "accounts.delegation.public_id": cast.delegation.public_id,
        "accounts.delegation.organisation_id": member.organisation.public_id,
        "accounts.delegation.person_id": cast.person("officer").public_id,
        "accounts.delegation.import_id": source.public_id,
        "accounts.organisation.delegation_id": cast.delegation.public_id,
        "outcomes.delegation.public_id": cast.delegation.public_id,
    }


def _people(cast: Cast) -> dict[str, str]:
    """Name somebody for the operators' desk, and what belongs to the exhibitor's own account."""
    exhibitor = cast.person("exhibitor")
    token, _ = create_token(exhibitor, label="script")
    scopes = [SiteScope.OPENID.value, SiteScope.PROFILE.value]
    site = SiteParticulars("Gate", ["https://gate.example/back"], [], scopes, is_public=False, is_ours=False)
    client, _ = register_client(site, actor=cast.person("operator"))
    export = DataExport.objects.create(
        person=exhibitor,
        state=ExportState.READY,
        upload=_upload(exhibitor),
        ready_at=now(),
        expires_at=now() + timedelta(days=1),
    )
    return {
        "accounts.person.public_id": PersonFactory.create().public_id,
        "accounts.token.public_id": token.public_id,
        "accounts.client_id": str(client.pk),
        "accounts.export.public_id": export.public_id,
        "accounts.audit.kind": "accounts.organisation",
        "accounts.audit.public_id": cast.exhibitor.organisation.public_id,
        "notifications.notification.public_id": tell(exhibitor).public_id,
        "notifications.device.public_id": "nothing",
        "notifications.letter.key": "negotiation_accepted",
    }


def _upload(person: Person) -> Upload:
    return keep_file(PDF, name="licence.pdf", media_type="application/pdf", actor=person)
