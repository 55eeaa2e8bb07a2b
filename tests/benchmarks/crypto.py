"""What sealing costs: a field, a page of a thousand people, ten thousand names, beside what others do with them.

Beside Fernet per field and `StringEncryptedType` of sqlalchemy-utils, each under one key for everything (neither knows
a key per person, nor binds a value to its place), and beside plain columns. Each line is measured in turn, in one run.
"""

import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import Engine, LargeBinary, String, TypeDecorator, Uuid, create_engine, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy_utils import StringEncryptedType

from casework.app import create_app
from casework.database.base import db
from casework.database.transaction import transaction
from casework.installation import prepare
from casework.organisation.operations import create_municipality
from casework.people.models import Household, Person
from casework.people.operations import new_household, take_in
from casework.people.register_models import RegisterEntry
from casework.vault.keys import ServicePurpose, keys
from config import Config
from tests.benchmarks.lists import FAMILY, GIVEN

PEOPLE, BULK = 1000, 10_000
FERNET = Fernet(Fernet.generate_key())
FIELDS = ("family_name", "given_names", "phone")


class FernetString(TypeDecorator[str]):
    """A column as many would write it: a Fernet token per field."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Any) -> bytes | None:
        return None if value is None else FERNET.encrypt(value.encode())

    def process_result_value(self, value: bytes | None, _dialect: Any) -> str | None:
        return None if value is None else FERNET.decrypt(value).decode()


class Base(DeclarativeBase):
    """The tables of the others."""


class InFernet(Base):
    """Three Fernet fields."""

    __tablename__ = "in_fernet"
    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    family_name: Mapped[str] = mapped_column(FernetString)
    given_names: Mapped[str] = mapped_column(FernetString)
    phone: Mapped[str] = mapped_column(FernetString)


class InUtils(Base):
    """Three fields of sqlalchemy-utils."""

    __tablename__ = "in_utils"
    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    family_name: Mapped[str] = mapped_column(StringEncryptedType(String, "a secret of the bench"))
    given_names: Mapped[str] = mapped_column(StringEncryptedType(String, "a secret of the bench"))
    phone: Mapped[str] = mapped_column(StringEncryptedType(String, "a secret of the bench"))


class Plain(Base):
    """Three fields as they are."""

    __tablename__ = "plain"
    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    family_name: Mapped[str] = mapped_column(String)
    given_names: Mapped[str] = mapped_column(String)
    phone: Mapped[str] = mapped_column(String)


OTHERS: tuple[tuple[str, Any], ...] = (
    ("Fernet", InFernet),
    ("StringEncryptedType", InUtils),
    ("plain columns", Plain),
)


def people(count: int) -> list[dict[str, Any]]:
    """The three fields of so many people."""
    return [
        {
            "family_name": FAMILY[number % len(FAMILY)],
            "given_names": GIVEN[number % len(GIVEN)],
            "phone": f"0176 {number:07d}",
        }
        for number in range(count)
    ]


@dataclass(frozen=True)
class Line:
    """One act: ours and each of the others, medians in the same unit."""

    act: str
    unit: str
    ours: float
    others: Sequence[tuple[str, float]]

    def __str__(self) -> str:
        beside = "   ".join(
            f"{name} {value:8.1f} ({value / self.ours:4.1f} ×)" for name, value in self.others
        )
        return f"{self.act:<46}{self.ours:9.1f} {self.unit}   {beside}"


def in_turn(acts: Sequence[tuple[str, Callable[[], object]]], rounds: int) -> list[tuple[str, float]]:
    """The median seconds of each act, all in turn, after one round that does not count."""
    times: dict[str, list[float]] = {name: [] for name, _act in acts}
    for number in range(rounds + 1):
        for name, act in acts:
            started = time.perf_counter()
            act()
            if number:
                times[name].append(time.perf_counter() - started)
    return [(name, statistics.median(taken)) for name, taken in times.items()]


def line(
    act: str, unit: str, factor: float, acts: Sequence[tuple[str, Callable[[], object]]], rounds: int
) -> Line:
    """Measure an act; ours comes first."""
    (_ours, mine), *others = in_turn(acts, rounds)
    return Line(act, unit, mine * factor, [(name, seconds * factor) for name, seconds in others])


def fields() -> list[Line]:
    """A single field through the attribute of a row or the type of a column."""
    row = db.session.scalars(select(Person).limit(1)).one()
    token = FERNET.encrypt(b"Haddad")
    utils = InUtils.__table__.c.family_name.type
    dialect = db.engine.dialect
    kept = utils.process_bind_param("Haddad", dialect)
    times = range(1000)
    keys().prefetch([row.id])
    row.family_name = "Haddad"

    def open_ours() -> None:
        for _time in times:
            _ = row.family_name

    def seal_ours() -> None:
        for number in times:
            row.family_name = "Haddad" if number % 2 else "Haddadin"

    opened = (
        ("ours", open_ours),
        ("Fernet", lambda: [FERNET.decrypt(token).decode() for _time in times]),
        ("StringEncryptedType", lambda: [utils.process_result_value(kept, dialect) for _time in times]),
    )
    sealed = (
        ("ours", seal_ours),
        ("Fernet", lambda: [FERNET.encrypt(b"Haddad") for _time in times]),
        ("StringEncryptedType", lambda: [utils.process_bind_param("Haddad", dialect) for _time in times]),
    )
    lines = [line("open a field", "µs", 1000, opened, 9), line("seal a field", "µs", 1000, sealed, 9)]
    db.session.rollback()
    return lines


def page(engine: Engine) -> Line:
    """A thousand people with three fields each, through the ORM, as a page of them would read them."""

    def ours() -> None:
        db.session.remove()
        rows = db.session.scalars(select(Person).limit(PEOPLE)).all()
        keys().prefetch(row.id for row in rows)
        _read(rows)

    def theirs(kind: Any) -> None:
        with Session(engine) as session:
            _read(session.scalars(select(kind).limit(PEOPLE)).all())

    acts = [("ours", ours), *((name, lambda kind=kind: theirs(kind)) for name, kind in OTHERS)]
    return line(f"{PEOPLE:,} people × {len(FIELDS)} fields through the ORM", "ms", 1000, acts, 7)


def _read(rows: Sequence[Any]) -> None:
    for row in rows:
        for name in FIELDS:
            _ = getattr(row, name)


def bulk(engine: Engine) -> Line:
    """Ten thousand names at once: ours out of the register, which is there for that."""
    ids = select(RegisterEntry.id, RegisterEntry.content.column()).limit(BULK)

    def ours() -> None:
        open_content = RegisterEntry.content.opener()
        for row_id, sealed in db.session.execute(ids):
            _ = open_content(row_id, sealed)["family_name"]

    def theirs(kind: Any) -> None:
        with Session(engine) as session:
            for (_name,) in session.execute(select(kind.family_name).limit(BULK)):
                pass

    acts = [("ours", ours), *((name, lambda kind=kind: theirs(kind)) for name, kind in OTHERS)]
    return line(f"{BULK:,} names in bulk (ours: whole cards)", "ms", 1000, acts, 5)


def run() -> None:
    """Build both worlds and print a line per act; a figure in brackets says how many times as long as ours."""
    print("\nSealing (SQLite; in brackets: times as long as ours)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = create_engine(f"sqlite:///{folder / 'others.db'}")
        Base.metadata.create_all(engine)
        with engine.begin() as connection:
            rows = [{"id": uuid.uuid4()} | person for person in people(BULK)]
            for _name, kind in OTHERS:
                connection.execute(insert(kind), rows)
        config = Config(
            instance=folder,
            key_file=folder / "keys" / "casework.key",
            database_url=f"sqlite:///{folder / 'ours.db'}",
            environment="test",
        )
        app = create_app(config)
        with app.app_context():
            prepare(app)
            _fill()
            for measured in (*fields(), page(engine), bulk(engine)):
                print(measured, flush=True)
            db.session.remove()
            db.engine.dispose()
        engine.dispose()


def _fill() -> None:
    with transaction():
        town = create_municipality("Musterstadt").id
        household: Household = new_household(town)
        for number, person in enumerate(people(BULK)):
            take_in(town, person, household, f"C-{number:05d}")
    db.session.remove()
    assert keys().of_service(ServicePurpose.REGISTER)
