"""The API as a program meets it."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from everfair.exhibition.enums import ProjectState
from everfair.kernel.api import LARGEST_PAGE
from tests.factories.exhibition import ProjectFactory
from tests.factories.programme import SessionFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_openapi_document_is_version_3_1_and_names_every_read_route(client: Client) -> None:
    document = client.get("/api/openapi.json").json()

    assert document["openapi"].startswith("3.1")
    assert sorted(document["paths"]) == [
        "/api/editions",
        "/api/me",
        "/api/{edition}/events",
        "/api/{edition}/events/{public_id}",
        "/api/{edition}/exhibitors",
        "/api/{edition}/exhibitors/{public_id}",
        "/api/{edition}/figures",
        "/api/{edition}/projects",
        "/api/{edition}/projects/{public_id}",
        "/api/{edition}/streams",
        "/api/{edition}/streams/{public_id}",
    ]


def test_docs_page_shows_every_route(client: Client) -> None:
    page = client.get("/api/docs?lang=en").content.decode()

    for path in client.get("/api/openapi.json").json()["paths"]:
        assert path in page


def test_projects_come_page_by_page_without_gap_or_repetition(client: Client) -> None:
    first = ProjectFactory()
    edition = first.exhibitor.edition
    ids = {first.public_id, *(ProjectFactory(exhibitor=first.exhibitor).public_id for _ in range(4))}

    seen: list[str] = []
    after = ""
    while True:
        page = client.get(f"/api/{edition.slug}/projects", {"limit": 2, "after": after}).json()
        seen += [project["public_id"] for project in page["items"]]
        after = page["next"]
        if not after:
            break

    assert seen == sorted(ids)


def test_page_of_projects_takes_a_pinned_number_of_queries(client: Client, django_assert_num_queries: object) -> None:
    project = ProjectFactory()
    ProjectFactory.create_batch(10, exhibitor=project.exhibitor)

    with django_assert_num_queries(3):  # type: ignore[operator]  # pytest-django's context manager
        client.get(f"/api/{project.exhibitor.edition.slug}/projects")


def test_draft_project_is_not_found(client: Client) -> None:
    draft = ProjectFactory(state=ProjectState.DRAFT, published_at=None)

    response = client.get(f"/api/{draft.exhibitor.edition.slug}/projects/{draft.public_id}")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["title"] == "not_found"


def test_events_carry_their_sessions_in_utc(client: Client) -> None:
    session = SessionFactory()

    event = client.get(f"/api/{session.edition.slug}/events").json()["items"][0]

    assert event["title"] == {"zh-hans": "数字贸易论坛", "en": "Digital trade forum"}
    assert [one["starts_at"] for one in event["sessions"]] == ["2020-09-06T01:30:00Z"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/nowhere/projects", 404, "not_found"),
        ("/api/me", 401, "no_token"),
        ("/api/editions/and/then/some", 404, "not_found"),
        ("/api/nowhere/events?kind=party", 422, "invalid_input"),
        ("/api/nowhere/projects?limit=many", 422, "invalid_input"),
    ],
)
def test_errors_are_problem_documents(client: Client, path: str, status: int, code: str) -> None:
    response = client.get(path)

    problem = json.loads(response.content)

    assert (response.status_code, problem["title"], problem["status"]) == (status, code, status)
    assert response["Content-Type"] == "application/problem+json"


def test_wrong_token_is_refused(client: Client) -> None:
    response = client.get("/api/me", headers={"Authorization": "Bearer nothing"})

    assert response.status_code == 401


def test_limit_is_bounded(client: Client) -> None:
    project = ProjectFactory()

    page = client.get(f"/api/{project.exhibitor.edition.slug}/projects", {"limit": LARGEST_PAGE * 100}).json()

    assert len(page["items"]) == 1
