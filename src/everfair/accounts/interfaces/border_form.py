"""The separate question on a form whose words will cross the border."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everfair.accounts.domain.consents import give_consent
from everfair.accounts.enums import ConsentPurpose

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.accounts.queries.consents import BorderQuestion


class BorderForm(forms.Form):
    """Adds an unticked box, `cross_border`, where there is a question; where there is none, nothing."""

    def __init__(self, *args: Any, question: BorderQuestion | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.question = question
        if question is not None:
            self.fields["cross_border"] = forms.BooleanField(
                label=question.words,
                help_text=_("You can take this back on your privacy page; what was passed on before stays with them."),
                error_messages={
                    "required": _(
                        "Tick this to go on: they are across the border, so that your words have to go there."
                    )
                },
            )

    def keep_answer(self, person: Person) -> None:
        """Record the consent of a valid form; the caller's transaction holds what it was asked for."""
        if self.question is not None:
            give_consent(person, ConsentPurpose.CROSS_BORDER, recipient=self.question.recipient)
