"""The forms of those who run streams."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from everfair.exhibition.public import open_booths_of
from everfair.kernel.bilingual import BilingualForm, BilingualText, typed
from everfair.live.domain.plans import LONGEST_ADDRESS, LONGEST_TITLE, LONGEST_WINDOW, StreamPlan
from everfair.live.enums import Audience, Latency
from everfair.live.queries.lists import sessions_without_stream

if TYPE_CHECKING:
    from everfair.accounts.models import Organisation
    from everfair.exhibition.models import Booth
    from everfair.fairs.models import Edition
    from everfair.live.models import Stream
    from everfair.programme.models import Session

# What is spoken on the floor; further languages of a stream are interpretation.
FLOOR_LANGUAGES = [
    ("zh", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
    ("ar", _("Arabic")),
    ("ja", _("Japanese")),
    ("ko", _("Korean")),
    ("de", _("German")),
    ("pt", _("Portuguese")),
]


class StartField(forms.DateTimeField):
    """A day and a time on the fair's own clock; `zone` is set by the form."""

    zone = ZoneInfo("UTC")
    FORMAT = "%Y-%m-%dT%H:%M"

    def __init__(self) -> None:
        super().__init__(
            label=_("Begins"),
            required=False,
            input_formats=[self.FORMAT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
            widget=forms.DateTimeInput({"type": "datetime-local"}, format=self.FORMAT),
        )

    def to_python(self, value: Any) -> datetime | None:
        moment = super().to_python(value)
        return moment.replace(tzinfo=self.zone) if moment else None

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.zone).replace(tzinfo=None) if isinstance(value, datetime) else value


class ShowForm(BilingualForm):
    """What every stream begins with; `edition` gives the clock that its time is read on."""

    texts: ClassVar = (BilingualText("title", _("Title"), LONGEST_TITLE, needed=True),)

    starts_at = StartField()
    audience = forms.ChoiceField(
        choices=Audience.choices, label=_("Who may watch?"), widget=forms.RadioSelect, initial=Audience.PUBLIC
    )
    language = forms.ChoiceField(choices=FLOOR_LANGUAGES, label=_("What is spoken"), initial="zh")

    def __init__(self, edition: Edition, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        starts_at = cast("StartField", self.fields["starts_at"])
        starts_at.zone = ZoneInfo(edition.zone_id)
        starts_at.help_text = _("In the fair's time, %(zone)s.") % {"zone": edition.zone_id}

    def plan(self) -> StreamPlan:
        """Return what was typed; only after the form was found valid."""
        return StreamPlan(
            title=self.text("title"),
            starts_at=self.cleaned_data["starts_at"],
            audience=Audience(self.cleaned_data["audience"]),
            language=self.cleaned_data["language"],
        )

    def belongings(self) -> dict[str, Any]:
        """Return what the new stream belongs to."""
        return {}


class BoothShowForm(ShowForm):
    """A show at one of the organisation's open booths."""

    booth: forms.ModelChoiceField[Booth] = forms.ModelChoiceField(
        None, to_field_name="public_id", label=_("Booth"), empty_label=None
    )

    def __init__(self, edition: Edition, organisation: Organisation, *args: Any, **options: Any) -> None:
        super().__init__(edition, *args, **options)
        self.booths = booths = open_booths_of(organisation.pk, edition)
        field = cast("forms.ModelChoiceField[Booth]", self.fields["booth"])
        field.queryset = booths
        field.initial = booths.first()

    def belongings(self) -> dict[str, Any]:
        return {"booth": self.cleaned_data["booth"]}


class FairStreamForm(ShowForm):
    """A stream of a session, or with none the fair's own; a session brings its title and its time."""

    texts: ClassVar = (BilingualText("title", _("Title"), LONGEST_TITLE),)

    session: forms.ModelChoiceField[Session] = forms.ModelChoiceField(
        None,
        to_field_name="public_id",
        label=_("Session"),
        required=False,
        empty_label=_("None: the fair's own show"),
        help_text=_("A session brings its title, its time and its host, where you write none."),
    )

    def __init__(self, edition: Edition, *args: Any, **options: Any) -> None:
        super().__init__(edition, *args, **options)
        field = cast("forms.ModelChoiceField[Session]", self.fields["session"])
        field.queryset = sessions_without_stream(edition)

    def clean(self) -> dict[str, Any]:
        words = super().clean()
        typed_title = any(words.get(name) or name in self.errors for name in self.texts[0].field_names)
        if not words.get("session") and "session" not in self.errors and not typed_title:
            self.add_error("title_zh", _("Write this in Chinese, in English, or in both."))
        return words

    def plan(self) -> StreamPlan:
        """Take the title from the session where none was typed."""
        plan, session = super().plan(), self.cleaned_data["session"]
        return plan if plan.title or session is None else replace(plan, title=session.title)

    def belongings(self) -> dict[str, Any]:
        return {"session": self.cleaned_data["session"]}


class ChangeForm(ShowForm):
    """Everything that can be changed of a stream; `version` is the one that the writer started from."""

    latency = forms.ChoiceField(choices=Latency.choices, label=_("Delay"), widget=forms.RadioSelect)
    dvr_minutes = forms.IntegerField(
        label=_("How far viewers can go back, in minutes"), min_value=0, max_value=LONGEST_WINDOW
    )
    newest_wins = forms.BooleanField(
        label=_("A second encoder takes over"),
        required=False,
        help_text=_("Otherwise it is refused as long as the first one sends."),
    )
    goes_on_air_by_itself = forms.BooleanField(
        label=_("On air by itself: when an encoder sends, but not before its start"),
        required=False,
        help_text=_("Otherwise it is on air when somebody of the team says so."),
    )
    has_ladder = forms.BooleanField(label=_("Smaller pictures for slow lines, too (480p and 360p)"), required=False)
    external_url = forms.URLField(
        label=_("Play another address instead"),
        required=False,
        max_length=LONGEST_ADDRESS,
        assume_scheme="https",
        help_text=_("An HLS playlist on another server. Encoders cannot send here then."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, stream: Stream, *args: Any, **options: Any) -> None:
        super().__init__(stream.edition, *args, **options)
        self.stream = stream
        self.fields["has_ladder"].help_text = _ladder_words()
        spoken = cast("forms.ChoiceField", self.fields["language"])
        if stream.language not in dict(FLOOR_LANGUAGES):
            spoken.choices = [(stream.language, stream.language), *FLOOR_LANGUAGES]

    def plan(self) -> StreamPlan:
        typed = self.cleaned_data
        return replace(
            super().plan(),
            latency=Latency(typed["latency"]),
            dvr_minutes=typed["dvr_minutes"],
            newest_wins=typed["newest_wins"],
            goes_on_air_by_itself=typed["goes_on_air_by_itself"],
            external_url=typed["external_url"],
            has_ladder=typed["has_ladder"],
        )

    def label_of(self, name: str) -> str:
        """Return what a field is called; the fields of a text say which text and which language."""
        label = str(self.fields[name].label)
        return next((f"{text.label} · {label}" for text in self.texts if name in text.field_names), label)


def stream_initial(stream: Stream) -> dict[str, Any]:
    """Return what stands in a stream's form before anything is typed."""
    plain = {name: getattr(stream, name) for name in ChangeForm.base_fields}
    return {**plain, **typed({"title": stream.title})}


def _ladder_words() -> str:
    most = settings.OPTIONS.live_most_ladders
    if not most:
        return str(_("The administrator of this fair allows none."))
    return ngettext(
        "Each costs a third of a processor core to a whole one while on air; %(most)s stream at once may have them.",
        "Each costs a third of a processor core to a whole one while on air; %(most)s streams at once may have them.",
        most,
    ) % {"most": most}


class InviteForm(forms.Form):
    """Whom to let in: by the mail address of an account."""

    email = forms.EmailField(
        label=_("Mail address of an account"), max_length=254, widget=forms.EmailInput({"autocomplete": "off"})
    )
