"""The suggested opening of a request, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from everfair.accounts.public import Member
    from everfair.exhibition.public import ProjectCard


def suggest_opening(project: ProjectCard, member: Member) -> dict[str, str]:
    """Return first words for the form; they name both organisations and the project, and promise nothing."""
    words = {
        "them": project.organisation_name,
        "us": member.organisation.name,
        "person": member.person.name,
        "project": project.title,
    }
    message = _(
        "Dear colleagues at %(them)s,\n\n"
        "we at %(us)s read about your project “%(project)s” and would like to talk about it with you. "
        "Could you tell us what working together could look like, and when you would have time for a first talk?\n\n"
        "%(person)s"
    )
    return {"subject": str(project.title)[:200], "message": message % words}
