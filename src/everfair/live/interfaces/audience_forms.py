"""What the audience and those on stage type: questions and polls."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from everfair.kernel.bilingual import BilingualForm, BilingualText, Pair
from everfair.kernel.text import Text, validate_readable
from everfair.live.domain.polls import FEWEST_OPTIONS, LONGEST_LABEL, LONGEST_POLL, MOST_OPTIONS, PollPlan
from everfair.live.domain.questions import LONGEST_QUESTION
from everfair.live.enums import PollKind, PollResults


class QuestionForm(forms.Form):
    body = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        validators=[validate_readable],
        widget=forms.Textarea({"rows": 2, "placeholder": _("What would you like to know?")}),
    )
    is_anonymous = forms.BooleanField(label=_("Ask without my name"), required=False)

    def __init__(self, *args: Any, anonymous: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not anonymous:
            del self.fields["is_anonymous"]


class RulesForm(forms.Form):
    takes = forms.BooleanField(label=_("Take questions"), required=False)
    anonymous = forms.BooleanField(label=_("Allow questions without a name"), required=False)


class PollForm(BilingualForm):
    """A question and up to eight answers; empty answers are left out."""

    texts: ClassVar = (
        BilingualText("question", pgettext_lazy("poll", "Question"), LONGEST_POLL, needed=True),
        *(
            BilingualText(
                f"answer{place}", pgettext_lazy("poll", "Answer"), LONGEST_LABEL, needed=place < FEWEST_OPTIONS
            )
            for place in range(MOST_OPTIONS)
        ),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=PollKind.choices, initial=PollKind.SINGLE)
    results = forms.ChoiceField(label=_("Result"), choices=PollResults.choices, initial=PollResults.LIVE)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for place in range(MOST_OPTIONS):
            self.fields[f"right{place}"] = forms.BooleanField(label=pgettext_lazy("answer", "Right"), required=False)

    def question_pairs(self) -> list[Pair]:
        return list(self.pairs())[:1]

    def answers(self) -> list[dict[str, Any]]:
        """Return each answer's fields for the template: the pair of languages, and whether it is right."""
        pairs = list(self.pairs())[1:]
        return [{"pair": pair, "right": self[f"right{place}"]} for place, pair in enumerate(pairs)]

    def plan(self) -> PollPlan:
        """Return what was typed; only after the form was found valid."""
        texts = [(place, self.text(f"answer{place}")) for place in range(MOST_OPTIONS)]
        written: list[tuple[int, Text]] = [(place, text) for place, text in texts if text]
        right = {number for number, (place, _text) in enumerate(written) if self.cleaned_data[f"right{place}"]}
        kind = PollKind(self.cleaned_data["kind"])
        return PollPlan(
            question=self.text("question"),
            labels=tuple(text for _place, text in written),
            kind=kind,
            results=PollResults(self.cleaned_data["results"]),
            right=frozenset(right) if kind == PollKind.QUIZ else frozenset(),
        )
