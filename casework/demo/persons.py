"""Inventing people: households of one to seven, their names, birth dates and what else an office writes down."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from casework.demo.names import FAMILY, Name, names
from casework.demo.origins import Naming, Origin
from casework.people.birth_dates import BirthDate

MALE, FEMALE = "m", "w"
CHILDREN = (1, 1, 2, 2, 2, 3, 3, 4, 5)
PROTECTED_MOTHERS = ("UA", "ER", "NG")
DAYS_A_YEAR = 365.25


@dataclass(eq=False, slots=True)
class Soul:
    """An invented person; `details` as `people.operations.DETAILS`."""

    case_number: str
    details: dict[str, Any]
    born_on: date

    @property
    def is_male(self) -> bool:
        return self.details.get("sex") == MALE

    def age_on(self, day: date) -> int:
        """Whole years, nearly: enough to decide what somebody talks about."""
        return int((day - self.born_on).days / DAYS_A_YEAR)


@dataclass(eq=False, slots=True)
class Home:
    """People who live together, and where the course of events has brought them."""

    mark: str
    origin: Origin
    souls: list[Soul]
    rooms: list[Any] = field(default_factory=list)
    """The room of each member, where they live in a house."""
    flat: Any = None
    """The dwelling they share, where they do not."""
    stages: list[tuple[date, str]] = field(default_factory=list)
    """Each stage with its first day; an empty one says that they left."""

    @property
    def size(self) -> int:
        return len(self.souls)

    @property
    def stage(self) -> str:
        return self.stages[-1][1] if self.stages else ""

    @property
    def since(self) -> date:
        """The first day of the present stage, or of having left."""
        return self.stages[-1][0]

    def stage_on(self, day: date) -> str:
        """The stage on an evening; empty while they are not in the town's care."""
        return next((stage for starts_on, stage in reversed(self.stages) if starts_on <= day), "")


class Registry:
    """Hands out case numbers and household marks in order, as an office does."""

    def __init__(self) -> None:
        self._given: dict[int, int] = {}
        self._households = 0

    def case_number(self, year: int) -> str:
        self._given[year] = self._given.get(year, 0) + 1
        return f"{year}-{self._given[year]:04d}"

    def mark(self) -> str:
        self._households += 1
        return f"H{self._households:04d}"


def invent_home(
    rng: Random, registry: Registry, origin: Origin, arrived_on: date, largest: int, *, minor: bool = False
) -> Home:
    """A household of at most `largest` that is taken in on a day."""
    ages = _unaccompanied(rng, largest) if minor else _members(rng, origin, largest)
    parents: list[Name] = []
    souls: list[Soul] = []
    shared = rng.choice(names()[origin.key, FAMILY])
    for place, (sex, age) in enumerate(ages):
        given = _another(rng, names()[origin.key, sex], parents)
        family = _family_name(rng, origin, sex, place, shared, parents)
        parents.append(given)
        born_on = arrived_on - timedelta(days=int(age * DAYS_A_YEAR) + rng.randrange(1, 360))
        details = _described(rng, origin, given, family, sex, born_on)
        known = details["birth_date"]
        born_on = known.latest() if minor and known else born_on
        souls.append(Soul(registry.case_number(arrived_on.year), details, born_on))
    return Home(registry.mark(), origin, souls)


def invent_child(rng: Random, registry: Registry, home: Home, born_on: date) -> Soul:
    """A child born into a household."""
    sex = rng.choice((MALE, FEMALE))
    given = rng.choice(names()[home.origin.key, sex])
    eldest = home.souls[0].details
    if home.origin.naming is Naming.FATHERS_NAME and home.souls[0].is_male:
        family = eldest["given_names"] or eldest["family_name"]
    else:
        family = eldest["family_name"]
    details = {
        "family_name": family,
        "given_names": given.latin,
        "birth_date": BirthDate(born_on.year, born_on.month, born_on.day),
        "sex": sex,
        "nationalities": eldest["nationalities"],
        "languages": eldest["languages"],
    }
    return Soul(registry.case_number(born_on.year), details, born_on)


def _unaccompanied(rng: Random, largest: int) -> list[tuple[str, int]]:
    siblings = min(largest, 2 if rng.random() < 0.06 else 1)
    return [
        (FEMALE if rng.random() < 0.1 else MALE, rng.choice((14, 15, 15, 16, 16))) for _ in range(siblings)
    ]


def _members(rng: Random, origin: Origin, largest: int) -> list[tuple[str, int]]:
    """Sex and age of each, parents first."""
    if largest == 1 or rng.random() > origin.families:
        women = 0.45 if origin.key in PROTECTED_MOTHERS else 0.15
        return [(FEMALE if rng.random() < women else MALE, rng.randrange(18, 58))]
    mother = rng.randrange(21, 45)
    members = [(FEMALE, mother)]
    alone = rng.random() < (0.5 if origin.key in PROTECTED_MOTHERS else 0.15)
    if not alone:
        members.insert(0, (MALE, mother + rng.randrange(0, 9)))
    children = range(rng.choice(CHILDREN))
    members += [(rng.choice((MALE, FEMALE)), rng.randrange(0, min(18, mother - 17))) for _ in children]
    if rng.random() < 0.06:
        members.append((FEMALE, rng.randrange(62, 81)))
    return members[:largest]


def _another(rng: Random, table: Sequence[Name], taken: Sequence[Name]) -> Name:
    """A given name nobody else in the household has."""
    return rng.choice([name for name in table if name not in taken] or list(table))


def _family_name(
    rng: Random, origin: Origin, sex: str, place: int, shared: Name, parents: Sequence[Name]
) -> Name:
    if origin.naming is Naming.GENDERED and sex == FEMALE:
        return Name(f"{shared.latin}a", f"{shared.original}а")
    if origin.naming is Naming.FATHERS_NAME and parents:
        is_wife = place == 1 and sex == FEMALE
        return rng.choice(names()[origin.key, FAMILY]) if is_wife else parents[0]
    return shared


def _described(
    rng: Random, origin: Origin, given: Name, family: Name, sex: str, born_on: date
) -> dict[str, Any]:
    """What the office wrote down; much of it may be missing, since everything but a name is voluntary."""
    leads = given.latin, family.latin
    spellings = []
    if given.original and rng.random() < 0.4:
        spellings.append(f"{given.original} {family.original}".strip())
    if (given.elsewhere or family.elsewhere) and rng.random() < 0.6:
        spellings.append(f"{given.elsewhere or given.latin} {family.elsewhere or family.latin}")
    if spellings and given.original and rng.random() < 0.04:
        leads, spellings[0] = (given.original, family.original), f"{given.latin} {family.latin}"
    given_names: str | None
    given_names, family_name = leads
    if rng.random() < origin.one_name:
        given_names, family_name, spellings = rng.choice(("-", None)), leads[0], []
    return {
        "family_name": family_name,
        "given_names": given_names,
        "other_spellings": spellings,
        "birth_date": _known_birth(rng, origin, born_on),
        "sex": sex if rng.random() > 0.004 else rng.choice(("d", "x")),
        "nationalities": [origin.nationality] if rng.random() > 0.01 else [rng.choice(("997", "998"))],
        "languages": list(origin.languages[: rng.choice((1, 1, 2))]),
        "phone": f"0151 555{rng.randrange(10_000, 99_999)}" if rng.random() < 0.5 else None,
        "azr_number": f"{rng.randrange(10**11, 10**12)}" if rng.random() < 0.35 else None,
        "bamf_file_number": f"{rng.randrange(6_000_000, 9_999_999)}-{origin.nationality}"
        if rng.random() < 0.35
        else None,
    }


def _known_birth(rng: Random, origin: Origin, born_on: date) -> BirthDate | None:
    """The birth date as papers give it: often only a year, or the first of January that an authority set."""
    if rng.random() < origin.vague_birth_dates:
        if rng.random() < 0.65:
            return BirthDate(born_on.year, 1, 1, is_fictive=True)
        return BirthDate(born_on.year, born_on.month if rng.random() < 0.2 else None)
    return BirthDate(born_on.year, born_on.month, born_on.day) if rng.random() > 0.005 else None
