"""The front as visitors meet it: granian, sockets, threads, PostgreSQL."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.edge.integration.notifying import cut_off_listeners, publish, purge
from tests.edge.integration.served import THREADS
from tests.edge.integration.servers import Served, serving, until

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def served(conninfo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(conninfo, tmp_path_factory.mktemp("served") / "log") as running:
        yield running


def keeps(served: Served, target: str) -> bool:
    return served.get(target) == served.get(target)


def test_page_is_kept_until_its_tag_is_purged(served: Served, conninfo: str) -> None:
    until(lambda: keeps(served, "/public/a"))
    first = served.get("/public/a")

    purge(conninfo, "other")
    purge(conninfo, "fair booth:1")

    until(lambda: served.get("/public/a") != first)
    assert keeps(served, "/public/a")


def test_lost_listening_connection_forgets_all_pages(served: Served, conninfo: str) -> None:
    until(lambda: keeps(served, "/public/b"))
    first = served.get("/public/b")

    assert cut_off_listeners(conninfo) == 1

    until(lambda: served.get("/public/b") != first)
    until(lambda: keeps(served, "/public/b"))


def test_message_travels_from_the_database_to_the_page(served: Served, conninfo: str) -> None:
    with served.listen("n:1") as stream:
        assert stream.readline() == b"retry: 3000\n"
        assert stream.headers["content-type"] == "text/event-stream; charset=utf-8"

        publish(conninfo, 41, "n:1", text="成交")

        until(lambda: stream.readline() == b"id: 41\n")
        assert stream.readline() == b"event: said\n"
        assert stream.readline().decode() == 'data: {"text":"成交","channel":"n:1"}\n'


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ("GET /展?q=服务 HTTP/1.1".encode(), "/展 q=%E6%9C%8D%E5%8A%A1 0".encode()),
        (b"GET /%ff%2f?q=%ff HTTP/1.1", "/\ufffd/ q=%ff 0".encode()),
        (b"GET /%00?q=%00 HTTP/1.1", b"/\x00 q=%00 0"),
        (b"GET //other.test/%2e%2e HTTP/1.1", b"//other.test/..  0"),
    ],
)
def test_broken_addresses_reach_the_pages_unharmed(served: Served, sent: bytes, answer: bytes) -> None:
    with served.raw(sent + b"\r\nHost: fair.test\r\nConnection: close\r\n\r\n") as connection:
        received = b"".join(iter(lambda: connection.recv(65536), b""))

    assert received.startswith(b"HTTP/1.1 200 OK\r\n")
    assert received.rpartition(b"\r\n\r\n")[2] == answer


def test_failing_page_is_one_plain_sentence(served: Served) -> None:
    status, body = served.get("/boom")

    assert (status, "secret" in body) == (500, False)
    assert body.splitlines()[0] == "很抱歉，服务器出错了，我们已有记录。请稍后重试。"


@pytest.mark.parametrize(("kilobytes", "status"), [(1, 200), (1024, 200), (1025, 413)])
def test_upload_is_taken_up_to_its_limit(served: Served, kilobytes: int, status: int) -> None:
    answered, body = served.request("POST", "/upload", b"x" * kilobytes * 1024)

    assert answered == status
    assert (body == f"/upload  {kilobytes * 1024}") == (status == 200)


def test_slow_uploads_hold_no_thread(served: Served) -> None:
    head = b"POST /upload HTTP/1.1\r\nHost: fair.test\r\nContent-Length: 100\r\n\r\nhalf"
    with served.raw(head), served.raw(head), served.raw(head):
        assert served.get("/quick") == (200, "/quick  0")


def test_readers_who_leave_a_long_answer_hold_no_thread(served: Served) -> None:
    for _ in range(THREADS * 3):
        with served.raw(b"GET /long HTTP/1.1\r\nHost: fair.test\r\n\r\n") as connection:
            connection.recv(1000)

    assert served.get("/quick") == (200, "/quick  0")


def test_readers_who_stall_hold_no_thread(served: Served) -> None:
    with ExitStack() as readers:
        for _ in range(THREADS * 2):
            readers.enter_context(served.raw(b"GET /long HTTP/1.1\r\nHost: fair.test\r\n\r\n"))
        time.sleep(0.1)

        assert served.get("/quick") == (200, "/quick  0")


def test_large_upload_reads_its_refusal(served: Served) -> None:
    status, body = served.request("POST", "/upload", b"x" * 6 * 1024 * 1024)

    assert (status, body.splitlines()[1]) == (413, "The upload is larger than 1 MB: please make it smaller.")


def test_cold_page_asked_by_many_is_rendered_once(served: Served) -> None:
    until(lambda: keeps(served, "/public/warm"))

    with ThreadPoolExecutor(20) as readers:
        answered = list(readers.map(lambda _: served.get("/public/cold"), range(60)))

    assert len(set(answered)) == 1


def test_file_is_served_and_its_folder_is_not_left(served: Served) -> None:
    assert served.get("/static/served.py") == (200, (Path(__file__).parent / "served.py").read_text())
    assert served.get("/static/../../asking.py")[0] == 404


def test_server_ends_soon_although_streams_are_open(conninfo: str, tmp_path: Path) -> None:
    with serving(conninfo, tmp_path / "log") as served, served.listen("n:1") as stream:
        stream.readline()

        began = time.monotonic()
        served.process.send_signal(signal.SIGTERM)
        stream.read()  # raises where the stream is cut off instead of ended
        status = served.process.wait(15)

        assert time.monotonic() - began < 5
        assert status == 0


def test_pages_answer_without_a_database(tmp_path: Path) -> None:
    with serving(f"host={tmp_path} dbname=fair", tmp_path / "log") as served:
        answers = [served.get("/public/x") for _ in range(2)]

        assert [status for status, _ in answers] == [200, 200]
        assert answers[0] != answers[1]
