"""What a signed agreement costs: composing, signing and checking it.

    python -m bench.sign [--rounds 20]

Needs nothing but the installed package; authorities are founded in a throwaway folder. Processor time is the steadier
figure where other programs run; the ratio is to composing the paper.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

import click

from everfair.kernel import clock
from everfair.kernel.money import Money
from everfair.kernel.text import Text
from everfair.signing.certificates.pki import open_pki
from everfair.signing.paper.compose import compose_agreement
from everfair.signing.paper.terms import AgreementTerms, Party, Side, SupplyMode
from everfair.signing.seal.sign import prepare, sign
from everfair.signing.seal.signatory import Signatory
from everfair.signing.seal.trust import trust_in
from everfair.signing.seal.verify import verify

NAME = Text({"zh-hans": "松涛供应链管理有限公司", "en": "Pinewind Supply Chain Management Co., Ltd."})
SCOPE = Text({"zh-hans": "冷链仓储与温控数据服务。" * 40, "en": "Cold-chain storage and temperature data. " * 40})
TERMS = AgreementTerms(
    agreement_id="bench",
    edition=Text({"zh-hans": "服务贸易展", "en": "a fair for trade in services"}),
    first_party=Party(name=NAME, place=Text({"en": "China"})),
    second_party=Party(name=NAME, place=Text({"en": "China"})),
    provider=Side.FIRST,
    subject=Text({"zh-hans": "冷链仓储", "en": "Cold-chain storage"}),
    scope=SCOPE,
    amount=Money(125_000_000, "CNY"),
    starts_on=date(2020, 10, 1),
    term_months=24,
    supply_mode=SupplyMode.CROSS_BORDER,
    confidential_months=36,
    prevails="zh-hans",
)
SIGNATORY = Signatory(person="林晓松", organisation=NAME, country="CN")


def measure(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the medians of wall and processor milliseconds, after one round that nobody counts."""
    work()
    wall: list[float] = []
    cpu: list[float] = []
    for _ in range(rounds):
        started, busy = time.perf_counter(), time.process_time()
        work()
        wall.append((time.perf_counter() - started) * 1e3)
        cpu.append((time.process_time() - busy) * 1e3)
    return median(wall), median(cpu)


def steps(home: Path) -> dict[str, Callable[[], object]]:
    """Return what is measured, by name."""
    pki, now = open_pki(home), clock.now()
    trust = trust_in(pki)
    prepared = prepare(compose_agreement(TERMS, created_at=now))
    once = sign(prepared, side=Side.FIRST, signatory=SIGNATORY, pki=pki, at=now).pdf
    signed = sign(once, side=Side.SECOND, signatory=SIGNATORY, pki=pki, at=now).pdf
    altered = signed.replace(b"/Pages", b"/Pagez", 1)
    click.echo(f"bytes: prepared {len(prepared):,}, signed once {len(once):,}, signed {len(signed):,}")
    return {
        "compose": lambda: compose_agreement(TERMS, created_at=now),
        "prepare": lambda: prepare(compose_agreement(TERMS, created_at=now)),
        "sign first": lambda: sign(prepared, side=Side.FIRST, signatory=SIGNATORY, pki=pki, at=now),
        "sign second": lambda: sign(once, side=Side.SECOND, signatory=SIGNATORY, pki=pki, at=now),
        "verify genuine": lambda: verify(signed, trust),
        "verify altered": lambda: verify(altered, trust),
        "verify unsigned": lambda: verify(prepared, trust),
    }


@click.command()
@click.option("--rounds", default=20, show_default=True)
def main(rounds: int) -> None:
    """Measure, print milliseconds and ratios."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as home:
        found = {name: measure(work, rounds) for name, work in steps(Path(home)).items()}
    unit = found["compose"][1]
    for name, (wall, cpu) in found.items():
        click.echo(f"{name:16} {wall:7.1f} ms, {cpu:7.1f} ms processor, ratio {cpu / unit:5.1f}")


if __name__ == "__main__":
    main()
