"""Sending what is due: one attempt; what fails waits for its next one."""

from __future__ import annotations

import logging
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import TYPE_CHECKING

from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from django.contrib.auth import get_user_model

from everfair.notifications.domain.deliveries import claim, drop, note_sent, put_off
from everfair.notifications.domain.mail_problems import note_problem
from everfair.notifications.enums import Ailment, Channel
from everfair.notifications.kinds import kind_of
from everfair.notifications.letters import Told, tell, write_letter
from everfair.notifications.push.send import push_to_person
from everfair.notifications.wording import keepable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from everfair.accounts.models import Person
    from everfair.notifications.models import Delivery

_PERMANENT = 500
_logger = logging.getLogger(__name__)


def post(delivery_id: int) -> None:
    """Send a delivery, if it is still due and wanted."""
    claimed = claim(delivery_id)
    if not claimed:
        return
    if claimed[0].channel == Channel.MAIL:
        _mail(claimed)
    else:
        _push(claimed[0])


def post_sample(kind: str, person: str) -> None:
    """Mail a person the sample of a kind, in their language."""
    reader = get_user_model().objects.get(public_id=person)
    declared = kind_of(kind)
    if declared is not None:
        write_letter(reader, [tell(declared, keepable(declared.sample), url="/", language=reader.language)]).send()


def _mail(deliveries: Sequence[Delivery]) -> None:
    person = deliveries[0].notification.person
    try:
        write_letter(person, [told for one in deliveries if (told := _told(one, person))]).send()
    except (SMTPRecipientsRefused, AnymailRecipientsRefused) as refusal:
        _note_refusal(deliveries, refusal)
    except (OSError, SMTPException, AnymailError) as failure:
        _logger.warning("Mail was not sent and will be tried again: %s", failure)
        put_off(deliveries, str(failure))
    else:
        note_sent(deliveries)


def _note_refusal(deliveries: Sequence[Delivery], refusal: Exception) -> None:
    """An address that the server doesn't know gets no more mail; one that it doesn't take now gets it later."""
    codes = [code for code, _ in refusal.recipients.values()] if isinstance(refusal, SMTPRecipientsRefused) else []
    if any(code < _PERMANENT for code in codes):
        put_off(deliveries, str(refusal))
        return
    note_problem(deliveries[0].notification.person.email, Ailment.BOUNCED, str(refusal))
    drop(deliveries, "the address was refused")


def _push(delivery: Delivery) -> None:
    person = delivery.notification.person
    told = _told(delivery, person)
    if told is None or push_to_person(delivery.notification, told):
        note_sent([delivery])
    else:
        put_off([delivery], "no push service took it")


def _told(delivery: Delivery, person: Person) -> Told | None:
    line = delivery.notification
    kind = kind_of(line.kind)
    return tell(kind, line.words, url=line.url, language=person.language) if kind else None
