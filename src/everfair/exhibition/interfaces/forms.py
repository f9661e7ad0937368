"""The forms of the exhibitor's workspace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from everfair.exhibition.domain.booths import BoothWords
from everfair.exhibition.domain.projects import MOST_OFFERS, ProjectWords
from everfair.exhibition.domain.texts import longest
from everfair.exhibition.enums import BoothTemplate, SupplyMode
from everfair.exhibition.models import Booth, Offer, Project
from everfair.fairs.public import ParticipationMode, sectors, zones_of
from everfair.kernel.bilingual import BilingualForm, BilingualText, Pair, typed

if TYPE_CHECKING:
    from everfair.fairs.models import Edition, Sector, Zone

FIRST_OFFERS = 3


class JoinForm(forms.Form):
    """Where an organisation stands in an edition, and how it comes."""

    zone: forms.ModelChoiceField[Zone] = forms.ModelChoiceField(
        None, to_field_name="slug", label=_("Zone"), empty_label=_("Choose a zone")
    )
    sector: forms.ModelChoiceField[Sector] = forms.ModelChoiceField(
        None,
        to_field_name="code",
        label=_("Main sector"),
        empty_label=_("Choose a sector"),
        help_text=_("Visitors find you under it. Each project can have a sector of its own."),
    )
    mode = forms.ChoiceField(
        choices=ParticipationMode.choices,
        label=_("How do you take part?"),
        widget=forms.RadioSelect,
        initial=ParticipationMode.ONLINE,
    )

    def __init__(self, edition: Edition, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._limit("zone", zones_of(edition))
        self._limit("sector", sectors())

    def _limit(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows


class BoothForm(BilingualForm):
    """What a booth says; `version` is the one that the writer started from."""

    texts: ClassVar = (
        BilingualText("headline", _("Headline"), longest(Booth, "headline"), needed=True),
        BilingualText("welcome", _("Welcome"), longest(Booth, "welcome"), lines=10),
    )

    template = forms.ChoiceField(choices=BoothTemplate.choices, label=_("Template"), widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def words(self) -> BoothWords:
        return BoothWords(
            template=BoothTemplate(self.cleaned_data["template"]),
            headline=self.text("headline"),
            welcome=self.text("welcome"),
        )


class ProjectForm(BilingualForm):
    """What a project says; `version` is the one that the writer started from."""

    MAIN = (
        BilingualText("title", _("Title"), longest(Project, "title"), needed=True),
        BilingualText("summary", _("Summary"), longest(Project, "summary"), lines=3, needed=True),
        BilingualText("description", _("Description"), longest(Project, "description"), lines=8),
    )
    OFFERS = tuple(
        BilingualText(f"offer_{number}", format_lazy("{} {}", _("Offer"), number), longest(Offer, "text"))
        for number in range(1, MOST_OFFERS + 1)
    )
    texts: ClassVar = (*MAIN, *OFFERS)

    sector: forms.ModelChoiceField[Sector] = forms.ModelChoiceField(
        None, to_field_name="code", label=_("Sector"), empty_label=_("Choose a sector")
    )
    supply_mode = forms.TypedChoiceField(
        coerce=int,
        choices=SupplyMode.choices,
        label=_("Mode of supply"),
        help_text=_("How the service reaches the client, in the words of the GATS."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["sector"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = sectors()

    def main_pairs(self) -> Iterator[Pair]:
        return map(self.pair, self.MAIN)

    def first_offer_pairs(self) -> Iterator[Pair]:
        return map(self.pair, self.OFFERS[:FIRST_OFFERS])

    def more_offer_pairs(self) -> Iterator[Pair]:
        return map(self.pair, self.OFFERS[FIRST_OFFERS:])

    @property
    def has_more_offers(self) -> bool:
        """Whether the rarer offers are filled in, or have something to say."""
        return any(field.value() or field.errors for pair in self.more_offer_pairs() for field in pair.fields)

    def words(self) -> ProjectWords:
        offers = (self.text(text.name) for text in self.OFFERS)
        return ProjectWords(
            sector=self.cleaned_data["sector"],
            supply_mode=SupplyMode(self.cleaned_data["supply_mode"]),
            title=self.text("title"),
            summary=self.text("summary"),
            description=self.text("description"),
            offers=tuple(offer for offer in offers if offer),
        )


def booth_initial(booth: Booth) -> dict[str, Any]:
    """Return what stands in a booth's form before anything is typed."""
    words = typed({"headline": booth.headline, "welcome": booth.welcome})
    return {"template": booth.template, "version": booth.version, **words}


def project_initial(project: Project) -> dict[str, Any]:
    """Return what stands in a project's form before anything is typed."""
    texts = {"title": project.title, "summary": project.summary, "description": project.description}
    offers = {f"offer_{number}": offer.text for number, offer in enumerate(project.offers.all(), start=1)}
    return {
        "sector": project.sector.code,
        "supply_mode": project.supply_mode,
        "version": project.version,
        **typed({**texts, **offers}),
    }
