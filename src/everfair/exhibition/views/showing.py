"""What the templates of a booth and of a project need, on the public page and in the preview alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from everfair.accounts.public import name_of_country
from everfair.exhibition.views.language import language_of

if TYPE_CHECKING:
    from everfair.exhibition.queries.pages import BoothPage, ProjectPage
    from everfair.fairs.models import Edition


def booth_context(request: HttpRequest, edition: Edition, page: BoothPage) -> dict[str, Any]:
    language = language_of(request)
    return {
        "edition": edition,
        "page": page,
        "country": name_of_country(page.organisation.country, language),
        "welcome": page.booth.welcome.pick(language),
    }


def project_context(request: HttpRequest, edition: Edition, page: ProjectPage) -> dict[str, Any]:
    language = language_of(request)
    return {
        "edition": edition,
        "page": page,
        "country": name_of_country(page.organisation.country, language),
        "description": page.project.description.pick(language),
        "offers": page.project.offers.all(),
    }
