"""What an organisation says of itself, how its vetting stands, and its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from everfair.accounts.access import can_manage, can_read_papers
from everfair.accounts.domain.organisations import change_organisation
from everfair.accounts.domain.particulars import make_particulars
from everfair.accounts.domain.vetting_steps import channel_of
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.organisation_form import ProfileForm
from everfair.accounts.models import OrganisationDocument
from everfair.accounts.queries.grants import grants_of
from everfair.accounts.queries.members import member_of
from everfair.accounts.queries.standing import standing_of
from everfair.kernel.access import permission, require
from everfair.kernel.errors import DomainError, NotFound
from everfair.kernel.realtime import channel_token
from everfair.kernel.uploads import answer_upload

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

    from everfair.accounts.member import Member
    from everfair.accounts.models import Person


@permission("accounts.view_organisation_profile")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, public_id: str) -> HttpResponse:
    member = member_of(person_of(request), public_id)
    if request.method != "POST":
        return _page(request, member, ProfileForm(organisation=member.organisation))
    require(can_manage(member))
    form = ProfileForm(request.POST, request.FILES, organisation=member.organisation)
    is_valid = form.is_valid()
    papers = form.keep_papers(member.person)
    status = _change(member, form, papers) if is_valid and form.is_valid() else 422
    if status:
        return _page(request, member, form, status=status)
    messages.success(request, _("Saved."))
    return redirect("accounts:organisation-profile", public_id)


@permission("accounts.read_organisation_document")
@never_cache
@require_safe
def document(request: HttpRequest, public_id: str, document_id: str) -> FileResponse:
    """Hand a document to the organisation's managers and to who vets it; to others it is not there."""
    rows = OrganisationDocument.objects.select_related("upload", "organisation")
    paper = rows.filter(public_id=document_id, organisation__public_id=public_id).first()
    person = person_of(request)
    if paper is None or paper.organisation is None:
        raise NotFound
    if not can_read_papers(_member(person, public_id), grants_of(person), paper.organisation):
        raise NotFound
    return answer_upload(paper.upload, inline="download" not in request.GET)


def _change(member: Member, form: ProfileForm, papers: list[OrganisationDocument]) -> int:
    """Return 0, or the status of the refusal that the form now shows."""
    given, data = make_particulars(**form.given()), form.cleaned_data
    try:
        change_organisation(member, given, words=data["words"], papers=papers, seen=data["seen"] or None)
    except DomainError as refusal:
        form.add_error(refusal.field, str(refusal))
        return refusal.status
    return 0


def _page(request: HttpRequest, member: Member, form: ProfileForm, *, status: int = 200) -> HttpResponse:
    words = {
        "current_tab": "profile",
        "member": member,
        "organisation": member.organisation,
        "form": form,
        "may_change": can_manage(member) and member.organisation.state != "refused",
        "may_read": can_manage(member),
        "standing": standing_of(member.organisation),
        "live": channel_token([channel_of(member.organisation)], key=settings.SECRET_KEY),
    }
    return render(request, "accounts/organisation_profile.html", words, status=status)


def _member(person: Person, public_id: str) -> Member | None:
    try:
        return member_of(person, public_id)
    except NotFound:
        return None
