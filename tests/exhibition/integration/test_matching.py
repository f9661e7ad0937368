"""Recall and precision of the search on a small bilingual fair."""

from __future__ import annotations

import pytest

from everfair.exhibition.models import Exhibitor, Project
from everfair.exhibition.queries.matching import Words, best_first, did_you_mean, matching, nearly_matching
from everfair.kernel.text import Text
from tests.factories.accounts import OrganisationFactory
from tests.factories.exhibition import BoothFactory, ExhibitorFactory, ProjectFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

FAIR = {
    "telemedicine": (
        "云上远程会诊网络",
        "Telemedicine network in the cloud",
        "为海外医院上传影像。",
        "For hospitals.",
    ),
    "drones": (
        "无人机电力巡检",
        "Power line inspection by drones",
        "一次飞行，十公里线路。",
        "Ten kilometres a flight.",
    ),
    "carbon": ("碳中和咨询与核算", "Carbon accounting for exporters", "产品碳足迹。", "Footprints of products."),
    "payments": ("跨境数字人民币支付", "Cross-border payments", "小语种结算。", "Settlement in small languages."),
    "bobsleigh": ("雪车赛道设计", "Bobsleigh track design", "冬奥标准。", "To Olympic standard."),
    "printing": ("3D打印与5G工厂", "3D printing and 5G factories", "按需制造。", "Made on demand."),
}


@pytest.fixture
def names() -> dict[int, str]:
    exhibitor = ExhibitorFactory.create()
    made = {
        name: ProjectFactory.create(
            exhibitor=exhibitor,
            title=Text({"zh-hans": title_zh, "en": title_en}),
            summary=Text({"zh-hans": summary_zh, "en": summary_en}),
        )
        for name, (title_zh, title_en, summary_zh, summary_en) in FAIR.items()
    }
    return {project.pk: name for name, project in made.items()}


def found(names: dict[int, str], typed: str) -> set[str]:
    return {names[project.pk] for project in matching(Project.objects.all(), Words.read(typed))}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("会诊", {"telemedicine"}),
        ("支付", {"payments"}),
        ("雪车", {"bobsleigh"}),
        ("医院", {"telemedicine"}),
        ("碳中和", {"carbon"}),
        ("碳中和咨询", {"carbon"}),
        ("中和咨", {"carbon"}),
        ("数字人民币", {"payments"}),
        ("币", {"payments"}),
        ("远程 影像", {"telemedicine"}),
        ("远程雪车", set()),
        ("drone", {"drones"}),
        ("DRONES", {"drones"}),
        ("account exporter", {"carbon"}),
        ("hospital", {"telemedicine"}),
        ("settlements for languages", {"payments"}),
        ("3D打印", {"printing"}),
        ("３Ｄ", {"printing"}),
        ("5g factory", {"printing"}),
        ("arbo", set()),
        ("drones 雪车", set()),
    ],
)
def test_matching(names: dict[int, str], typed: str, expected: set[str]) -> None:
    assert found(names, typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "'; DROP TABLE exhibition_project; --",
        "<script>alert('drones')</script>",
        "drones & !drones | :*",
        "\\' || '",
        "((((",
        "drones\x00",
        "%_%",
    ],
)
def test_matching_of_what_would_be_an_injection_elsewhere(names: dict[int, str], typed: str) -> None:
    assert found(names, typed) <= set(FAIR)
    assert Project.objects.count() == len(FAIR)


def test_matching_without_words_is_everything(names: dict[int, str]) -> None:
    assert found(names, "！？") == set(FAIR)


def test_best_first_puts_the_title_before_the_text(names: dict[int, str]) -> None:
    exhibitor = ExhibitorFactory.create()
    only_text = ProjectFactory.create(
        exhibitor=exhibitor, title=Text({"en": "Bridges"}), summary=Text({"en": "Inspected by drones"})
    )
    words = Words.read("drones")

    ranked = [project.pk for project in best_first(matching(Project.objects.all(), words), words)]

    assert [names.get(pk) for pk in ranked] == ["drones", None]
    assert ranked[1] == only_text.pk


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("telemedcine", "telemedicine"),
        ("carbn acounting", "carbon accounting"),
        ("bobsled 雪车", "bobsleigh 雪车"),
        ("lines telemedcine", "lines telemedicine"),
        ("ten telemedcine", "ten telemedicine"),
        ("drones", None),
        ("区快链", None),
        ("xyzzyq", None),
        ("abc", None),
    ],
)
@pytest.mark.usefixtures("names")
def test_did_you_mean(typed: str, expected: str | None) -> None:
    assert did_you_mean(Project.objects.all(), Words.read(typed)) == expected


def test_nearly_matching_carries_some_of_the_words(names: dict[int, str]) -> None:
    near = nearly_matching(Project.objects.all(), Words.read("远程雪车"))

    assert {names[project.pk] for project in near} == {"telemedicine", "bobsleigh"}


def test_exhibitors_are_found_by_name_booth_project_sector_and_zone() -> None:
    organisation = OrganisationFactory.create(
        name=Text({"zh-hans": "澄明智联", "en": "Clearlight"}), about=Text({"en": "Interpreting"})
    )
    booth = BoothFactory.create(
        exhibitor__organisation=organisation, headline=Text({"zh-hans": "同声传译"}), welcome=Text({"en": "Lanterns"})
    )
    ProjectFactory.create(exhibitor=booth.exhibitor, title=Text({"en": "Remote booths"}))
    ExhibitorFactory.create(zone__name=Text({"en": "Elsewhere"}))

    sought = (
        "澄明",
        "clearlight",
        "interpreters",
        "同传",
        "同声传译",
        "lantern",
        "remote",
        "金融服务",
        "financial finance",
    )
    hits = {
        typed: [row.pk for row in matching(Exhibitor.objects.filter(pk=booth.exhibitor_id), Words.read(typed))]
        for typed in sought
    }

    assert hits == {typed: [] if typed == "同传" else [booth.exhibitor_id] for typed in sought}


def test_exhibitors_are_not_found_by_what_is_not_public() -> None:
    booth = BoothFactory.create(state="preparing", headline=Text({"en": "Secret lantern"}))
    ProjectFactory.create(exhibitor=booth.exhibitor, state="draft", title=Text({"en": "Secret tunnel"}))

    assert not matching(Exhibitor.objects.all(), Words.read("secret")).exists()
