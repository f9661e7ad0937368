"""Signing: once a side, in any order, by whoever proves to be there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.transaction import atomic

from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.models import Event
from everfair.negotiation.public import MessageKind, conclude, note_agreement
from everfair.signing.access import can_sign, side_of
from everfair.signing.certificates.pki import open_pki
from everfair.signing.domain.record import PARTIES, ensure_state, link_of, lock, log, sha256_of
from everfair.signing.enums import AgreementState
from everfair.signing.errors import SideHasSigned, TextChanged, TooManyPasswords, WrongPassword
from everfair.signing.models import Agreement, Signature
from everfair.signing.paper.terms import Side
from everfair.signing.seal.signatory import Signatory

if TYPE_CHECKING:
    from datetime import datetime

    from everfair.accounts.public import Member
    from everfair.signing.seal.sign import Signed

MOST_WRONG_PASSWORDS = 5
FORGIVEN_AFTER = timedelta(minutes=15)


def sign_agreement(agreement: Agreement, *, actor: Member, password: str, sha256: str) -> Agreement:
    """Sign the paper of exactly the text with this hash, after the signatory's password.

    The second signature concludes the negotiation. Raises `WrongPassword`, `TooManyPasswords`,
    `TextChanged`, `SideHasSigned`, `TimeStampUnavailable` (nothing was signed).
    """
    require(can_sign(actor, agreement))
    check_signatory(agreement, actor=actor, password=password)
    with atomic():
        agreement = lock(agreement)
        if agreement.signatures.filter(organisation=actor.organisation).exists():
            raise SideHasSigned
        ensure_state(agreement, AgreementState.APPROVED, AgreementState.PARTLY_SIGNED)
        if agreement.text_sha256 != sha256:
            raise TextChanged
        moment = now()
        signed = _seal(agreement, actor=actor, at=moment)
        position = _enter(agreement, signed, actor=actor, at=moment)
        if position == PARTIES:
            _complete(agreement, actor=actor, at=moment)
        else:
            _await_other(agreement, actor=actor)
    return agreement


def check_signatory(agreement: Agreement, *, actor: Member, password: str) -> None:
    """Step up: the signed-in person types the password again; a stolen session alone can't sign or guess on."""
    failures = Event.objects.filter(
        name="agreement.step_up_failed", actor=actor.person, occurred_at__gt=now() - FORGIVEN_AFTER
    )
    if failures.count() >= MOST_WRONG_PASSWORDS:
        raise TooManyPasswords
    if not actor.person.check_password(password):
        with atomic():
            log_event(
                "agreement.step_up_failed", actor=actor.person, subject=agreement, organisation=actor.organisation
            )
        raise WrongPassword(field="password")


def _seal(agreement: Agreement, *, actor: Member, at: datetime) -> Signed:
    from everfair.signing.seal.sign import sign  # noqa: PLC0415 -- pyHanko takes a second to import: only those who sign or check wait for it

    organisation = actor.organisation
    return sign(
        bytes(agreement.paper or b""),
        side=side_of(actor, agreement) or Side.FIRST,
        signatory=Signatory(
            person=actor.person.name, organisation=organisation.name, country=organisation.country or ""
        ),
        pki=open_pki(settings.OPTIONS.home),
        at=at,
        tsa_url=settings.OPTIONS.tsa_url,
    )


def _enter(agreement: Agreement, signed: Signed, *, actor: Member, at: datetime) -> int:
    """Keep the signed file and who made it; return the place of this signature, 1 or 2."""
    agreement.paper, agreement.paper_sha256 = signed.pdf, sha256_of(signed.pdf)
    position = agreement.signatures.count() + 1
    Signature.objects.create(
        agreement=agreement,
        organisation=actor.organisation,
        person=actor.person,
        position=position,
        certificate_serial=signed.certificate_serial,
        file_sha256=agreement.paper_sha256,
        signed_at=at,
    )
    return position


def _await_other(agreement: Agreement, *, actor: Member) -> None:
    agreement.state = AgreementState.PARTLY_SIGNED
    agreement.save()
    log(agreement, "agreement.countersigning_awaited", actor=actor, paper_sha256=agreement.paper_sha256)
    note_agreement(agreement.negotiation_id, MessageKind.AGREEMENT_SIGNED, actor=actor, link=link_of(agreement))


def _complete(agreement: Agreement, *, actor: Member, at: datetime) -> None:
    agreement.state = AgreementState.SIGNED
    agreement.signed_at = at
    agreement.save()
    log(
        agreement,
        "agreement.signed",
        actor=actor,
        agreement=agreement.public_id,
        amount_minor=agreement.amount_minor,
        currency=agreement.currency,
        paper_sha256=agreement.paper_sha256,
    )
    conclude(agreement.negotiation_id, actor=actor, agreement=agreement.public_id, link=link_of(agreement))
