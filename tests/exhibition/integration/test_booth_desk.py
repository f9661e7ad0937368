from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.exhibition.models import Booth, Exhibitor
from everfair.fairs.models import Edition
from everfair.kernel.text import Text
from tests.exhibition.integration.at_desk import BASE, ENGLISH, NASTY, english
from tests.factories.exhibition import BoothFactory

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

BOOTH = {"template": "showcase", "version": "1", "headline_zh": "新标题", "headline_en": "New", "welcome_en": "Hi"}
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
@pytest.mark.parametrize("template", ["showcase", "solutions", "partners"])
def test_build_booth_starts_with_the_words_of_a_template(client: Client, template: str) -> None:
    status, page = english(client, f"booths/new?template={template}")

    assert status == 200
    assert page.count("Clearlight") >= 1
    assert page.count("澄明智联") >= 1


@pytest.mark.usefixtures("exhibitor")
def test_build_booth_offers_the_templates_for_an_unknown_one(client: Client) -> None:
    assert english(client, "booths/new?template=palace")[1].count("?template=") == 3


def test_build_look_at_and_open_a_booth(client: Client, exhibitor: Exhibitor) -> None:
    built = client.post(f"{BASE}booths/new", {**BOOTH, "version": "0"})
    looked = client.get(built["Location"], headers=ENGLISH).content.decode()
    client.post(built["Location"].replace("/preview", "/open"))

    booth = exhibitor.booths.get()
    assert (booth.headline, booth.state) == (Text({"zh-hans": "新标题", "en": "New"}), "open")
    assert "Only you see this." in looked


def test_edit_booth_after_a_colleague_shows_both_versions(client: Client, exhibitor: Exhibitor) -> None:
    booth = BoothFactory.create(exhibitor=exhibitor)
    path = f"booths/{booth.public_id}"
    client.post(f"{BASE}{path}", {**BOOTH, "headline_en": "Theirs"})

    status, page = english(client, path, {**BOOTH, "headline_en": "Mine"})
    again = client.post(f"{BASE}{path}", {**BOOTH, "headline_en": "Mine", "version": "2"})

    booth.refresh_from_db()
    assert (status, again.status_code) == (409, 302)
    assert 'value="Mine"' in page
    assert '<dd lang="en">Theirs</dd>' in " ".join(page.split()).replace("> ", ">").replace(" <", "<")
    assert 'name="version" value="2"' in page
    assert booth.headline["en"] == "Mine"


@pytest.mark.usefixtures("exhibitor")
@pytest.mark.parametrize(("words", "sentence"), NASTY)
@pytest.mark.parametrize("field", ["headline_zh", "headline_en", "welcome_zh", "welcome_en"])
def test_booth_with_bad_words_keeps_everything(client: Client, field: str, words: str, sentence: str) -> None:
    status, page = english(client, "booths/new", {**BOOTH, field: words})

    assert (status, Booth.objects.count()) == (422, 0)
    assert sentence in page
    assert words in page
    assert page.count("新标题") == (field != "headline_zh")


@pytest.mark.usefixtures("exhibitor")
@pytest.mark.parametrize("end", ["", "/preview", "/open"])
def test_booths_of_others_are_not_there(client: Client, edition: Edition, end: str) -> None:
    other = BoothFactory.create(exhibitor__edition=edition, state="preparing", headline=Text({"en": "A secret"}))
    path = f"{BASE}booths/{other.public_id}{end}"

    answer = client.post(path) if end == "/open" else client.get(path)

    other.refresh_from_db()
    assert (answer.status_code, other.state) == (404, "preparing")
    assert "A secret" not in answer.content.decode()
