"""The signing: a page of its own, plain, where the password is typed again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from everfair.kernel.access import require
from everfair.kernel.errors import Conflict, DomainError
from everfair.signing.access import can_sign
from everfair.signing.domain.signature import sign_agreement
from everfair.signing.enums import AgreementState
from everfair.signing.interfaces.forms import SignForm
from everfair.signing.queries.sheet import Party, sheet_of
from everfair.signing.views.entry import back_to, page


@page("signing.sign_agreement")
@sensitive_post_parameters("password")
def sign(request: HttpRequest, party: Party) -> HttpResponse:
    """Show what will be signed, or sign it; the form carries the hash of the text that the signatory has seen."""
    require(can_sign(party.member, party.agreement))
    if request.method != "POST":
        if not sheet_of(party).may.sign:
            return back_to(party)
        return _page(request, party, form=SignForm(initial={"sha256": party.agreement.text_sha256}))
    form = SignForm(request.POST)
    if form.is_valid():
        try:
            return _sign(request, party, form)
        except Conflict:
            raise
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return _page(request, party, form=form, status=refusal.status)
    return _page(request, party, form=form, status=422)


def _sign(request: HttpRequest, party: Party, form: SignForm) -> HttpResponse:
    words = form.cleaned_data
    agreement = sign_agreement(party.agreement, actor=party.member, password=words["password"], sha256=words["sha256"])
    if agreement.state == AgreementState.SIGNED:
        messages.success(request, _("Both sides have signed. Keep the PDF: anyone can verify it."))
    else:
        messages.success(request, _("You have signed. The other side signs next."))
    return back_to(party)


def _page(request: HttpRequest, party: Party, *, form: SignForm, status: int = 200) -> HttpResponse:
    words = {"party": party, "agreement": party.agreement, "sheet": sheet_of(party), "form": form}
    return render(request, "signing/sign.html", words, status=status)
