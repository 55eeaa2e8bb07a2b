"""Searching a directory of partners by need, language, district, words and kind, beside a plain scan of the same rows.

The baseline reads every row of partners and offers with a bare query each and looks at none of them: whoever looked
for partners in memory had to do at least that.
"""

import gc
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from flask.testing import FlaskClient
from sqlalchemy import select

from casework.access.roles import Role
from casework.app import create_app
from casework.database.base import db
from casework.database.transaction import transaction
from casework.exchange.importing import get_list, import_list
from casework.installation import prepare
from casework.partners.models import Partner, PartnerOffer
from casework.partners.picking import Asked
from casework.web.paging import PAGE_SIZE, page_of_rows
from config import Config
from tests import factories
from tests.benchmarks.partner_list import partner_list
from tests.engines import Engine

LIMIT_MS = 50
QUESTIONS = {
    "need": {"need": "SPR"},
    "need and language": {"need": "SPR", "language": "ar"},
    "need, language and district": {"need": "SPR", "language": "ar", "district": "Oststadt"},
    "two words": {"q": "beratung frauen"},
    "a word and a kind": {"q": "kurs", "kind": "CLUB"},
    "nothing asked": {},
}
HEAD = f"{'search':<34}{'entries':>8}{'found':>7}{'median ms':>11}{'p95 ms':>9}{'scan ms':>9}{'ratio':>7}{'page ms':>9}"


def run(engine: Engine, sizes: list[int], runs: int) -> None:
    """Print a row per question and size: the first fifty found with their offers and number, and the whole page."""
    print(f"\n{engine.name}: search among partners, limit {LIMIT_MS} ms")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), engine.create(f"partners_{size}"), size, runs)


def _measure(folder: Path, database_url: str, size: int, runs: int) -> None:
    app = create_app(
        Config(
            instance=folder,
            key_file=folder / "keys" / "casework.key",
            database_url=database_url,
            environment="test",
            password_memory_kib=8,
            password_passes=1,
        )
    )
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        prepare(app)
        town = factories.municipality()
        lead = factories.user(town, Role.TEAM_LEAD)
        seconds = _taken(lambda: _bring_in(town.id, size))
        print(f"{size:,} partners brought in within {seconds:.1f} s\n{HEAD}")
        client = app.test_client()
        factories.sign_in(client, lead)
        for name, query in QUESTIONS.items():
            print(_row(name, Asked.of(town.id, query), client, query, size, runs))
        db.session.remove()


def _bring_in(municipality_id: uuid.UUID, size: int) -> None:
    with transaction():
        result = import_list(
            get_list("partner"), municipality_id, partner_list(size), file_name="partner.csv"
        )
    if not result.is_accepted:
        raise RuntimeError(f"the list was refused: {result.errors[:3]}")
    db.session.remove()


def _row(name: str, asked: Asked, client: FlaskClient, query: dict[str, str], size: int, runs: int) -> str:
    address = f"/partners?{urlencode(query)}"
    searches, scans, pages = [], [], []
    for number in range(runs + 2):
        taken = [_timed(act) for act in (lambda: _search(asked), _scan, lambda: _page(client, address))]
        if number >= 2:
            for times, milliseconds in zip((searches, scans, pages), taken, strict=True):
                times.append(milliseconds)
    ordered, found = sorted(searches), page_of_rows(asked.statement(), 1, PAGE_SIZE).total
    ratio = statistics.median(one / other for one, other in zip(searches, scans, strict=True))
    return (
        f"{name:<34}{size:>8,}{found:>7,}{statistics.median(ordered):>11.1f}"
        f"{ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]:>9.1f}{statistics.median(scans):>9.1f}"
        f"{ratio:>7.2f}{statistics.median(pages):>9.1f}"
    )


def _search(asked: Asked) -> None:
    for partner in page_of_rows(asked.statement(), 1, PAGE_SIZE).items:
        _ = partner.name, len(partner.offers)


def _scan() -> None:
    for table in (Partner.__table__, PartnerOffer.__table__):
        db.session.execute(select(table)).all()


def _page(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")


def _timed(act: Callable[[], None]) -> float:
    db.session.remove()
    gc.collect()
    return _taken(act) * 1000


def _taken(act: Callable[[], None]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
