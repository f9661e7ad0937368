"""Downloads of one's own data: what is in them, who gets them, how often."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from everfair.accounts.domain.data_exports import LOST_AFTER, ask_for_export, make_export
from everfair.accounts.models import DataExport
from everfair.accounts.privacy_errors import ExportWaiting, TooManyExports
from everfair.accounts.tasks import make_data_export
from everfair.kernel.clock import now
from everfair.kernel.models import Event, Upload
from everfair.kernel.personal_data import holders
from everfair.kernel.uploads import keep_file, open_upload
from everfair.negotiation.domain.talks import post_message
from tests.factories.accounts import PASSWORD, PersonFactory, sign_in
from tests.factories.agreements import make_signed
from tests.factories.negotiation import make_talks

if TYPE_CHECKING:
    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def export_for(person: Person) -> DataExport:
    """Ask for a download and make it as the worker does."""
    export = ask_for_export(person)
    make_data_export(export=export.public_id)
    export.refresh_from_db()
    return export


def package_of(export: DataExport) -> zipfile.ZipFile:
    assert export.upload is not None
    with open_upload(export.upload) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def data_of(export: DataExport) -> dict[str, Any]:
    return dict(json.loads(package_of(export).read("data.json").decode()))


def enter(person: Person) -> Client:
    """Sign in by the form, so that the session knows when."""
    client = Client(headers={"Accept-Language": "en"})
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def test_asking_defers_one_job_and_is_logged() -> None:
    person = PersonFactory.create()

    export = ask_for_export(person)

    assert ProcrastinateJob.objects.get(task_name__endswith="make_data_export").args == {"export": export.public_id}
    assert Event.objects.get(name="data_export.asked").subject_id == export.public_id


def test_second_question_waits_for_the_first() -> None:
    person = PersonFactory.create()
    ask_for_export(person)

    with pytest.raises(ExportWaiting):
        ask_for_export(person)


def test_lost_job_does_not_keep_one_waiting_for_ever() -> None:
    person = PersonFactory.create()
    lost = ask_for_export(person)
    DataExport.objects.update(asked_at=now() - LOST_AFTER - timedelta(minutes=1))

    ask_for_export(person)

    lost.refresh_from_db()
    assert lost.state == "failed"


def test_fourth_download_of_a_day_is_refused() -> None:
    person = PersonFactory.create()
    for _ in range(3):
        export_for(person)

    with pytest.raises(TooManyExports):
        ask_for_export(person)


def test_download_tells_every_section_and_is_announced() -> None:
    person = PersonFactory.create(name="罗莎 Rosa")

    export = export_for(person)

    data = data_of(export)
    assert export.state == "ready"
    assert sorted(data["sections"]) == [holder.section for holder in holders()]
    assert data["sections"]["accounts.person"]["records"][0]["name"] == "罗莎 Rosa"
    assert "罗莎 Rosa" in package_of(export).read("data.json").decode()
    event = Event.objects.get(name="data_export.ready")
    assert (event.actor, event.subject_id) == (person, export.public_id)


def test_readme_speaks_both_languages() -> None:
    readme = package_of(export_for(PersonFactory.create(name="Rosa"))).read("README.txt").decode()

    assert "Everything this fair holds about you" in readme
    assert "本展会保存的关于您的全部数据" in readme


def test_download_holds_ones_own_files() -> None:
    person = PersonFactory.create()
    person.avatar = keep_file(b"a picture", name="avatar.webp", media_type="image/webp", actor=person)
    person.save()

    export = export_for(person)

    (name,) = data_of(export)["sections"]["accounts.person"]["files"]
    assert package_of(export).read(name) == b"a picture"


def test_download_holds_no_secret() -> None:
    person = PersonFactory.create()
    enter(person)

    text = package_of(export_for(person)).read("data.json").decode()

    assert "argon2" not in text
    assert person.password not in text
    assert "session_key" not in text
    assert "127.0.0.1" in text


def test_download_keeps_the_other_sides_words_out() -> None:
    talks = make_talks()
    post_message(talks.negotiation, actor=talks.seller, body="Our lowest price is secret.")
    post_message(talks.negotiation, actor=talks.buyer, body="Eighteen thousand cases.")

    text = package_of(export_for(talks.buyer.person)).read("data.json").decode()

    assert "Eighteen thousand cases." in text
    assert "lowest price" not in text
    assert talks.seller.person.email not in text
    assert talks.seller.person.name not in text


def test_download_tells_of_agreements() -> None:
    deal = make_signed()

    sections = data_of(export_for(deal.seller.person))["sections"]

    (signature,) = sections["signing.signatures"]["records"]
    assert signature["agreement"] == deal.agreement.public_id
    assert [row["agreement"] for row in sections["signing.approvals"]["records"]] == [deal.agreement.public_id]


def test_failure_is_shown_and_can_be_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    person = PersonFactory.create()
    export = ask_for_export(person)
    monkeypatch.setattr("everfair.accounts.domain.data_exports.tell_all", lambda _person: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        make_data_export(export=export.public_id)

    export.refresh_from_db()
    assert export.state == "failed"
    assert Event.objects.filter(name="data_export.failed").count() == 1
    assert not Upload.objects.exists()


def test_second_delivery_of_the_job_changes_nothing() -> None:
    export = export_for(PersonFactory.create())
    first = export.upload_id

    make_export(export)

    export.refresh_from_db()
    assert export.upload_id == first
    assert Event.objects.filter(name="data_export.ready").count() == 1


def test_download_of_somebody_erased_meanwhile_is_nothing() -> None:
    make_data_export(export="nobodyatall2")

    assert not DataExport.objects.exists()


def test_person_fetches_the_file_and_it_is_logged() -> None:
    person = PersonFactory.create()
    export = export_for(person)

    answer = enter(person).get(f"/me/privacy/exports/{export.public_id}")

    assert answer.status_code == 200
    assert answer.streaming
    assert answer["Content-Type"] == "application/zip"
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[arg-type]  # a synchronous stream
    assert Event.objects.filter(name="data_export.downloaded", actor=person).count() == 1


def test_old_session_has_to_prove_itself_first() -> None:
    person = PersonFactory.create()
    export = export_for(person)
    client = Client()
    sign_in(client, person)

    answer = client.get(f"/me/privacy/exports/{export.public_id}")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/reauthenticate/?next=%2Fme%2Fprivacy%2Fexports%2F")


def test_nobody_else_gets_it() -> None:
    export = export_for(PersonFactory.create())

    answer = enter(PersonFactory.create()).get(f"/me/privacy/exports/{export.public_id}")

    assert answer.status_code == 404


def test_expired_download_says_so() -> None:
    person = PersonFactory.create()
    export = export_for(person)
    DataExport.objects.update(expires_at=now() - timedelta(minutes=1))

    answer = enter(person).get(f"/me/privacy/exports/{export.public_id}")

    assert answer.status_code == 410
    assert 'href="/me/privacy' in answer.content.decode()
