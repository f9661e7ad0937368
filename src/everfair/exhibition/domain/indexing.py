"""What exhibitors and projects are found by, kept up to date."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from django.db import connection, models
from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from psycopg import sql

from everfair.exhibition.enums import BoothState, ProjectState
from everfair.exhibition.models import Booth, Exhibitor, Project
from everfair.exhibition.search import Searchable

if TYPE_CHECKING:
    from everfair.fairs.models import Edition
    from everfair.kernel.progress import Progress

T = TypeVar("T")

BATCH = 1000
_COLUMNS = ("heading_tokens", "heading_english", "body_tokens", "body_english", "names")

_WRITE = sql.SQL("""
    UPDATE {table} AS kept SET
        search = setweight(
                to_tsvector('simple', found.heading_tokens) || to_tsvector('english', found.heading_english), 'A'
            )
            || to_tsvector('simple', found.body_tokens) || to_tsvector('english', found.body_english),
        search_names = found.names
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
        AS found(id, heading_tokens, heading_english, body_tokens, body_english, names)
    WHERE kept.id = found.id
""")


def index_exhibitors(ids: Collection[int]) -> None:
    """Refresh what these exhibitors are found and ordered by; three queries and two writes a thousand."""
    rows = (
        Exhibitor.objects.filter(pk__in=ids)
        .select_related("organisation", "zone", "sector")
        .prefetch_related(
            Prefetch("booths", Booth.objects.filter(state=BoothState.OPEN)),
            Prefetch("projects", Project.objects.filter(state=ProjectState.PUBLISHED).only("exhibitor_id", "title")),
        )
    )
    _write(Exhibitor, [(row.pk, _exhibitor_words(row)) for row in rows])
    opened = Booth.objects.filter(exhibitor=OuterRef("pk"), state=BoothState.OPEN).order_by("opened_at")
    first = Subquery(opened.values("opened_at")[:1])
    moved = Q(opened_at=None, first__isnull=False) | Q(first=None, opened_at__isnull=False) | ~Q(opened_at=F("first"))
    Exhibitor.objects.filter(pk__in=ids).annotate(first=first).filter(moved).update(opened_at=first)


def index_projects(ids: Collection[int]) -> None:
    """Refresh what these projects are found by; two queries and one write a thousand."""
    rows = Project.objects.filter(pk__in=ids).select_related("sector", "exhibitor__organisation")
    _write(Project, [(row.pk, _project_words(row)) for row in rows.prefetch_related("offers")])


def index_edition(edition: Edition, progress: Progress) -> None:
    """Refresh a whole edition, after its rows were loaded or a zone was renamed."""
    projects = list(Project.objects.filter(exhibitor__edition=edition).values_list("pk", flat=True))
    exhibitors = list(Exhibitor.objects.filter(edition=edition).values_list("pk", flat=True))
    progress.start("search", len(projects) + len(exhibitors))
    for index, ids in ((index_projects, projects), (index_exhibitors, exhibitors)):
        for batch in _batches(ids):
            index(batch)
            progress.advance(len(batch))
    progress.finish()


def _exhibitor_words(exhibitor: Exhibitor) -> Searchable:
    booths = [text for booth in exhibitor.booths.all() for text in (booth.headline, booth.welcome)]
    projects = [project.title for project in exhibitor.projects.all()]
    organisation = exhibitor.organisation
    return Searchable(
        heading=(organisation.name,),
        body=(organisation.about, *booths, *projects, exhibitor.sector.name, exhibitor.zone.name),
    )


def _project_words(project: Project) -> Searchable:
    offers = [offer.text for offer in project.offers.all()]
    return Searchable(
        heading=(project.title,),
        body=(
            project.summary,
            project.description,
            *offers,
            project.sector.name,
            project.exhibitor.organisation.name,
        ),
    )


def _write(model: type[models.Model], found: Iterable[tuple[int, Searchable]]) -> None:
    statement = _WRITE.format(table=sql.Identifier(model._meta.db_table))  # noqa: SLF001 -- Django's documented model API
    for batch in _batches(found):
        columns = [[getattr(words, column) for _, words in batch] for column in _COLUMNS]
        with connection.cursor() as cursor:
            cursor.execute(statement, [[pk for pk, _ in batch], *columns])


def _batches(rows: Iterable[T]) -> Iterable[list[T]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield batch
