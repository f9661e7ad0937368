from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.exhibition.models import Exhibitor, Project
from everfair.fairs.models import Edition
from everfair.kernel.text import Text
from tests.exhibition.integration.at_desk import BASE, ENGLISH, NASTY, english
from tests.factories.accounts import make_member, sign_in
from tests.factories.exhibition import ExhibitorFactory, ProjectFactory

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

PROJECT = {
    "version": "1",
    "sector": "8",
    "supply_mode": "2",
    "title_zh": "温泉康复",
    "title_en": "Hot springs",
    "summary_en": "Four weeks.",
    "offer_1_en": "A first week free",
    "offer_3_zh": "陪同翻译",
}


@pytest.mark.usefixtures("exhibitor")
@pytest.mark.parametrize(("words", "sentence"), NASTY)
@pytest.mark.parametrize(
    "field", ["title_zh", "title_en", "summary_zh", "summary_en", "description_zh", "description_en", "offer_6_en"]
)
def test_project_with_bad_words_keeps_everything(client: Client, field: str, words: str, sentence: str) -> None:
    status, page = english(client, "projects/new", {**PROJECT, field: words})

    assert (status, Project.objects.count()) == (422, 0)
    assert sentence in page
    assert words in page
    assert "A first week free" in page
    assert "陪同翻译" in page


@pytest.mark.usefixtures("exhibitor")
@pytest.mark.parametrize(
    "change",
    [{"sector": "99"}, {"supply_mode": "5"}, {"supply_mode": "x"}, {"version": "x"}, {"title_zh": "", "title_en": ""}],
)
def test_project_with_bad_choices_keeps_everything(client: Client, change: dict[str, str]) -> None:
    status, page = english(client, "projects/new", {**PROJECT, **change})

    assert (status, Project.objects.count()) == (422, 0)
    assert "A first week free" in page


def test_project_with_html_and_sql_is_only_text(client: Client, exhibitor: Exhibitor) -> None:
    nasty = "<script>alert(1)</script>'; DROP TABLE exhibition_project; --"

    made = client.post(
        f"{BASE}projects/new",
        {name: nasty if name[-3:] in ("_zh", "_en") else value for name, value in PROJECT.items()},
    )
    page = client.get(made["Location"], headers=ENGLISH).content.decode()

    assert exhibitor.projects.get().title == Text({"zh-hans": nasty, "en": nasty})
    assert "<script>alert" not in page


def test_write_publish_edit_and_withdraw_a_project(client: Client, exhibitor: Exhibitor) -> None:
    made = client.post(f"{BASE}projects/new", {**PROJECT, "version": "0"})
    path = made["Location"].removesuffix("/preview")
    assert client.get(made["Location"]).status_code == 200
    client.post(f"{path}/publish")
    form = client.get(path, headers=ENGLISH).content.decode()
    client.post(path, {**PROJECT, "title_en": "Warm springs", "offer_1_en": ""})
    client.post(f"{path}/withdraw")

    project = exhibitor.projects.get()
    assert 'value="A first week free"' in form
    assert (project.title["en"], project.state, project.version) == ("Warm springs", "withdrawn", 2)
    assert [offer.text for offer in project.offers.all()] == [Text({"zh-hans": "陪同翻译"})]


def test_edit_project_after_a_colleague_shows_both_versions(client: Client, exhibitor: Exhibitor) -> None:
    project = ProjectFactory.create(exhibitor=exhibitor)
    path = f"projects/{project.public_id}"
    client.post(f"{BASE}{path}", {**PROJECT, "summary_en": "Theirs"})

    status, page = english(client, path, {**PROJECT, "summary_en": "Mine"})

    project.refresh_from_db()
    assert (status, project.summary["en"]) == (409, "Theirs")
    assert "A colleague saved another version" in page
    assert "Theirs" in page.partition("<form")[0] + page.partition('id="saved"')[2]
    assert "Mine</textarea>" in page


def test_publish_twice_says_so(client: Client, exhibitor: Exhibitor) -> None:
    project = ProjectFactory.create(exhibitor=exhibitor)

    status, page = english(client, f"projects/{project.public_id}/publish", {})

    assert status == 409
    assert "Nothing was changed." in page


@pytest.mark.usefixtures("exhibitor")
@pytest.mark.parametrize("end", ["", "/preview", "/publish", "/withdraw"])
def test_projects_of_others_are_not_there(client: Client, edition: Edition, end: str) -> None:
    other = ProjectFactory.create(exhibitor__edition=edition, title=Text({"en": "A secret of others"}))
    path = f"{BASE}projects/{other.public_id}{end}"

    answer = client.post(path, PROJECT) if end in ("/publish", "/withdraw") else client.get(path)

    assert answer.status_code == 404
    assert "A secret of others" not in answer.content.decode()


@pytest.mark.parametrize("role", ["sales", "duty", "signatory", "statistics"])
def test_desk_refuses_other_roles_to_write(client: Client, edition: Edition, role: str) -> None:
    member = make_member(role)
    sign_in(client, member.person)
    exhibitor = ExhibitorFactory.create(edition=edition, organisation=member.organisation)

    status, page = english(client, "projects/new", PROJECT)

    assert (status, exhibitor.projects.count()) == (403, 0)
    assert "not open to your account" in page
