"""Booths: built from a template, changed, opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.exhibition.access import can_run
from everfair.exhibition.domain.indexing import index_exhibitors
from everfair.exhibition.domain.texts import check_texts
from everfair.exhibition.enums import BoothState, BoothTemplate
from everfair.exhibition.errors import ChangedMeanwhile, TooManyBooths
from everfair.exhibition.models import Booth, Exhibitor
from everfair.fairs.public import ensure_not_archived
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.pages import purge
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from everfair.accounts.public import Member

MOST_BOOTHS = 10


@dataclass(frozen=True, slots=True)
class BoothWords:
    """What a booth says; the headline is needed in at least one language."""

    template: BoothTemplate
    headline: Text
    welcome: Text

    def check(self) -> None:
        check_texts(Booth, ["headline"], {"headline": self.headline, "welcome": self.welcome})


def build_booth(exhibitor: Exhibitor, *, actor: Member, words: BoothWords) -> Booth:
    """Build a booth that only its exhibitor sees until it is opened."""
    require(can_run(actor, exhibitor))
    ensure_not_archived(exhibitor.edition)
    words.check()
    with atomic():
        exhibitor = Exhibitor.objects.select_for_update().get(pk=exhibitor.pk)
        if exhibitor.booths.count() >= MOST_BOOTHS:
            raise TooManyBooths(limit=MOST_BOOTHS)
        booth = Booth.objects.create(
            exhibitor=exhibitor, template=words.template, headline=words.headline, welcome=words.welcome
        )
        _log("booth.built", booth, actor, template=words.template.value)
    return booth


def change_booth(booth: Booth, *, actor: Member, version: int, words: BoothWords) -> Booth:
    """Give a booth other words; `ChangedMeanwhile` if `version` is not the one that stands by then."""
    require(can_run(actor, booth.exhibitor))
    words.check()
    with atomic():
        booth = _lock(booth)
        if booth.version != version:
            raise ChangedMeanwhile
        booth.template, booth.headline, booth.welcome = words.template, words.headline, words.welcome
        booth.version += 1
        booth.save(update_fields=["template", "headline", "welcome", "version"])
        _log("booth.changed", booth, actor, version=booth.version)
        _refresh(booth)
    return booth


def open_booth(booth: Booth, *, actor: Member) -> Booth:
    """Open a booth to everybody, all year; opening an open booth changes nothing."""
    require(can_run(actor, booth.exhibitor))
    ensure_not_archived(booth.exhibitor.edition)
    with atomic():
        booth = _lock(booth)
        if booth.state != BoothState.OPEN:
            booth.state, booth.opened_at = BoothState.OPEN, now()
            booth.save(update_fields=["state", "opened_at"])
            _log("booth.opened", booth, actor)
            _refresh(booth)
    return booth


def _lock(booth: Booth) -> Booth:
    rows = Booth.objects.select_for_update(of=("self",)).select_related("exhibitor__edition", "exhibitor__organisation")
    return rows.get(pk=booth.pk)


def _log(name: str, booth: Booth, actor: Member, **payload: object) -> None:
    log_event(
        name,
        actor=actor.person,
        subject=booth,
        organisation=actor.organisation,
        edition=booth.exhibitor.edition,
        **payload,
    )


def _refresh(booth: Booth) -> None:
    """An open booth is what its exhibitor is found by; a booth in preparation is on no public page."""
    if booth.state == BoothState.OPEN:
        index_exhibitors([booth.exhibitor_id])
        purge("catalogue", f"exhibitor-{booth.exhibitor.public_id}")
