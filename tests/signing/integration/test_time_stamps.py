"""An outside time stamp authority, played by a real HTTP server with a root of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from asn1crypto import tsp

from everfair.kernel import clock
from everfair.signing.certificates.pki import open_pki
from everfair.signing.certificates.time_stamps import choose_time_stamper
from everfair.signing.paper.terms import Side
from everfair.signing.seal.sign import TimeStampUnavailable, TimeStampUntrusted, sign
from everfair.signing.seal.trust import trust_in
from everfair.signing.seal.verification import Verdict
from everfair.signing.seal.verify import verify
from tests.factories.papers import SIGNATORIES, make_papers

if TYPE_CHECKING:
    from pathlib import Path

    from everfair.signing.certificates.pki import Pki
    from tests.factories.papers import Papers

pytestmark = pytest.mark.integration


@contextmanager
def serve(answer: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def authority_of(pki: Pki) -> type[BaseHTTPRequestHandler]:
    class Authority(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            stamper = choose_time_stamper(pki, url=None, at=clock.now())
            response = asyncio.run(stamper.async_request_tsa_response(asked))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(response.dump())

        def log_message(self, *_words: object) -> None:
            pass

    return Authority


class Refusing(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_error(500)

    def log_message(self, *_words: object) -> None:
        pass


class Babbling(Refusing):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(b"good morning")


def sign_with(url: str, *, pki: Pki, papers: Papers) -> bytes:
    first = Side.FIRST
    return sign(papers.prepared, side=first, signatory=SIGNATORIES[first], pki=pki, at=clock.now(), tsa_url=url).pdf


def test_sign_with_outside_authority(tmp_path: Path, papers: Papers, pki: Pki) -> None:
    outside = open_pki(tmp_path)
    believing = replace(pki, time_stamp_roots=(outside.root,))

    with serve(authority_of(outside)) as url:
        signed = sign_with(url, pki=believing, papers=papers)

    found = verify(signed, trust_in(believing))
    assert found.is_genuine
    assert found.signatures[0].signed_at is not None
    assert clock.now() - found.signatures[0].signed_at < timedelta(minutes=1)


def test_sign_with_an_authority_nobody_trusts(tmp_path: Path, pki: Pki, papers: Papers) -> None:
    with serve(authority_of(open_pki(tmp_path))) as url, pytest.raises(TimeStampUntrusted) as refusal:
        sign_with(url, pki=pki, papers=papers)

    assert refusal.value.status == 503


def test_verify_trust_in_outside_authority_withdrawn(tmp_path: Path, pki: Pki, papers: Papers) -> None:
    outside = open_pki(tmp_path)
    with serve(authority_of(outside)) as url:
        signed = sign_with(url, pki=replace(pki, time_stamp_roots=(outside.root,)), papers=papers)

    found = verify(signed, trust_in(pki))

    assert not found.is_genuine
    assert [signature.time_stamped for signature in found.signatures] == [False]


def test_verify_outside_authority_is_no_certificate_authority(tmp_path: Path, pki: Pki) -> None:
    """Its root is believed about the time only: what it certifies as a signatory is not ours."""
    outside = open_pki(tmp_path)
    papers = make_papers(outside)

    found = verify(papers.signed, trust_in(replace(pki, time_stamp_roots=(outside.root,))))

    assert found.verdict is Verdict.NOT_OURS
    assert [signature.time_stamped for signature in found.signatures] == [True, True]
    assert not any(signature.trusted for signature in found.signatures)


@pytest.mark.parametrize("answer", [Refusing, Babbling])
def test_sign_authority_fails(pki: Pki, papers: Papers, answer: type[BaseHTTPRequestHandler]) -> None:
    with serve(answer) as url, pytest.raises(TimeStampUnavailable) as refusal:
        sign_with(url, pki=pki, papers=papers)

    assert refusal.value.status == 503


def test_sign_authority_is_not_there(pki: Pki, papers: Papers) -> None:
    with serve(Refusing) as url:
        pass

    with pytest.raises(TimeStampUnavailable):
        sign_with(url, pki=pki, papers=papers)
