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
from itertools import cycle
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import Engine, LargeBinary, String, TypeDecorator, Uuid, create_engine, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy_utils import StringEncryptedType

from casework.app import create_app
from casework.database.base import Keyed, Model, db
from casework.database.transaction import transaction
from casework.installation import prepare
from casework.organisation.operations import create_municipality
from casework.people.operations import new_household, take_in
from casework.people.register_models import RegisterEntry
from casework.vault.envelope import address_of_column, seal, unseal
from casework.vault.keys import ServicePurpose, keys
from casework.vault.sealed import Sealed
from config import Config
from tests.benchmarks.lists import FAMILY, GIVEN

PEOPLE, BULK, TIMES = 1000, 10_000, 1000
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


class InCasework(Keyed, Model):
    """Three fields as ours are: under a key of the row's own, bound to table, column and row."""

    __tablename__ = "in_casework"
    family_name: Sealed[str] = Sealed("Familienname", purpose="bench")
    given_names: Sealed[str] = Sealed("Vornamen", purpose="bench")
    phone: Sealed[str] = Sealed("Telefon", purpose="bench")

    @property
    def subject_id(self) -> uuid.UUID:
        return self.id


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


def values() -> list[Line]:
    """One short text, the key at hand: nothing but the closing and opening."""
    key = keys().of_service(ServicePurpose.REGISTER)
    address = key.address + address_of_column("person", "family_name") + uuid.uuid4().bytes
    kept = seal(key.cipher, key.header, b"Haddad", address)
    token = FERNET.encrypt(b"Haddad")
    utils, dialect = InUtils.__table__.c.family_name.type, db.engine.dialect
    word = utils.process_bind_param("Haddad", dialect)
    opened = (
        ("ours", lambda: unseal(key.cipher, key.header, kept, address)),
        ("Fernet", lambda: FERNET.decrypt(token)),
        ("StringEncryptedType", lambda: utils.process_result_value(word, dialect)),
    )
    sealed = (
        ("ours", lambda: seal(key.cipher, key.header, b"Haddad", address)),
        ("Fernet", lambda: FERNET.encrypt(b"Haddad")),
        ("StringEncryptedType", lambda: utils.process_bind_param("Haddad", dialect)),
    )
    return [_microseconds("open a value", opened), _microseconds("seal a value", sealed)]


def fields() -> list[Line]:
    """A field through the attribute of a row, beside a property that does the same with Fernet."""
    row = db.session.scalars(select(InCasework).limit(1)).one()
    other = _FernetRow()
    names = cycle(["Haddad", "Tesfay"])
    opened = (("ours", lambda: row.family_name), ("Fernet", lambda: other.family_name))
    sealed = (
        ("ours", lambda: InCasework.family_name.__set__(row, next(names))),
        ("Fernet", lambda: _FernetRow.family_name.fset(other, next(names))),
    )
    found = [_microseconds("open a field of a row", opened), _microseconds("seal a field of a row", sealed)]
    db.session.rollback()
    return found


class _FernetRow:
    """A property over a token, as an application without a vault would have it."""

    def __init__(self) -> None:
        self.token = FERNET.encrypt(b"Haddad")

    @property
    def family_name(self) -> str:
        return FERNET.decrypt(self.token).decode()

    @family_name.setter
    def family_name(self, value: str) -> None:
        if self.family_name != value:
            self.token = FERNET.encrypt(value.encode())


def _microseconds(act: str, acts: Sequence[tuple[str, Callable[[], object]]]) -> Line:
    """A short act, each time a thousand of them in a row."""

    def often(do: Callable[[], object]) -> Callable[[], object]:
        return lambda: [do() for _time in range(TIMES)]

    return line(act, "µs", 1e6 / TIMES, [(name, often(do)) for name, do in acts], 9)


def page(engine: Engine) -> Line:
    """A thousand people with three fields each, through the ORM, as a page of them would read them."""

    def ours() -> None:
        db.session.remove()
        rows = db.session.scalars(select(InCasework).limit(PEOPLE)).all()
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
            for measured in (*values(), *fields(), page(engine), bulk(engine)):
                print(measured, flush=True)
            db.session.remove()
            db.engine.dispose()
        engine.dispose()


def _fill() -> None:
    InCasework.__table__.create(db.engine)
    with transaction():
        town = create_municipality("Musterstadt").id
        household = new_household(town)
        for number, person in enumerate(people(BULK)):
            take_in(town, person, household, f"C-{number:05d}")
        for person in people(PEOPLE):
            db.session.add(InCasework(id=keys().create_subject(), **person))
    db.session.remove()
