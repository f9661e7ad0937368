"""The form of a site that signs people in with the fair's accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everfair.accounts.domain.clients import LONGEST_ADDRESS, MOST_ADDRESSES, SiteParticulars
from everfair.accounts.enums import SiteScope
from everfair.kernel.text import validate_readable

if TYPE_CHECKING:
    from allauth.idp.oidc.models import Client

LONGEST_LIST = MOST_ADDRESSES * (LONGEST_ADDRESS + 2)
LEARNED = [(scope.value, scope.label) for scope in SiteScope if scope != SiteScope.OPENID]


class SiteForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        validators=[validate_readable],
        help_text=_("As people read it when they are asked."),
    )
    addresses = forms.CharField(
        label=_("Where people are sent back to"),
        max_length=LONGEST_LIST,
        widget=forms.Textarea({"rows": 2, "spellcheck": "false"}),
        help_text=_("Whole https addresses, one a line; compared letter by letter. Sites call this the redirect URI."),
    )
    sign_out_addresses = forms.CharField(
        label=_("Where people are sent after signing out"),
        max_length=LONGEST_LIST,
        required=False,
        widget=forms.Textarea({"rows": 2, "spellcheck": "false"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What the site may learn"),
        choices=LEARNED,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without any of these it only learns that it is the same person as last time."),
    )
    is_ours = forms.BooleanField(
        label=_("The site belongs to the fair itself: people are not asked, only told."), required=False
    )

    def particulars(self, *, is_public: bool) -> SiteParticulars:
        data = self.cleaned_data
        return SiteParticulars(
            name=data["name"],
            addresses=_lines(data["addresses"]),
            sign_out_addresses=_lines(data["sign_out_addresses"]),
            scopes=data["scopes"],
            is_public=is_public,
            is_ours=data["is_ours"],
        )


class NewSiteForm(SiteForm):
    field_order = ("name", "addresses", "sign_out_addresses", "scopes", "kind", "is_ours")

    kind = forms.ChoiceField(
        label=_("How it is made"),
        choices=[
            ("confidential", _("It has a server that can keep a secret")),
            ("public", _("It runs in the browser or on a phone alone")),
        ],
        initial="confidential",
        widget=forms.RadioSelect,
    )


def described(client: Client) -> dict[str, Any]:
    """Return what the form shows of a site that there is."""
    return {
        "name": client.name,
        "addresses": "\n".join(client.get_redirect_uris()),
        "sign_out_addresses": "\n".join(client.get_post_logout_redirect_uris()),
        "scopes": client.get_scopes(),
        "is_ours": client.skip_consent,
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
