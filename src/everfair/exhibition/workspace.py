"""What the exhibition suggests in an organisation's workspace: the next step towards an open booth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from everfair.accounts.public import NextStep as Suggestion
from everfair.accounts.public import can_exhibit, suggest_step
from everfair.exhibition.queries.workspace import NextStep, workspace_of
from everfair.fairs.public import edition_led_to

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.accounts.public import Member

_SENTENCES = {
    NextStep.JOIN: gettext_lazy("Join the edition: choose your zone and main sector."),
    NextStep.BUILD_BOOTH: gettext_lazy("Build your booth. A template brings the first words in both languages."),
    NextStep.OPEN_BOOTH: gettext_lazy("Your booth is ready to be looked at. Open it when you like it."),
    NextStep.WRITE_PROJECT: gettext_lazy("Write your first project: it is what buyers find and negotiate about."),
    NextStep.PUBLISH_PROJECT: gettext_lazy("A project waits for you to publish it."),
}


def _towards_a_booth(request: HttpRequest, member: Member) -> Suggestion | None:
    edition = edition_led_to(request) if can_exhibit(member) else None
    if edition is None:
        return None
    sentence = _SENTENCES.get(workspace_of(edition, member).next_step)
    if sentence is None:
        return None
    return Suggestion(str(sentence), _("Go there"), reverse("exhibition:workspace", args=[edition.slug]))


suggest_step(30, _towards_a_booth)
