"""The situation of a person as a page shows it: only what is filled, the newest of each thing, older ones behind it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from casework.database.episodes import ONE_DAY
from casework.people.models import Person
from casework.situation.kind import OLDEST, Kind
from casework.situation.kinds import CHILDCARE, GROUPS, KINDS, LANGUAGE, REGIME, REMARK, WORK, switch_of
from casework.situation.lanes import beginning, by_lane, since_words
from casework.situation.models import LifeFact
from casework.vault.unreadable import NOT_READABLE, is_unreadable
from casework.vocabulary.situation import ATTENDING, BENEFIT_REGIMES

UNREADABLE_GROUP = "Nicht lesbar"
INFANT_YEARS = 3
RECENTLY_DAYS = 180


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as it is shown; `ends_on` is the stated end or the day the next one begins."""

    fact: LifeFact
    words: str
    since: str
    ends_on: date | None
    day: date
    is_asked: bool

    @property
    def last_on(self) -> date | None:
        """The last day it holds."""
        return self.ends_on and self.ends_on - ONE_DAY

    @property
    def head(self) -> str:
        """The words without details."""
        return self.words.partition(" · ")[0]

    @property
    def span(self) -> str:
        """„seit 06/2024“, or „01.02.2025 – 31.05.2025“."""
        if self.last_on is None:
            return self.since
        return f"{beginning(self.fact.starts_on, self.fact.precision)} – {self.last_on:%d.%m.%Y}"

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on <= self.day

    @property
    def holds(self) -> bool:
        return self.fact.starts_on <= self.day and not self.is_over

    @property
    def remark(self) -> str:
        """The free remark."""
        texts = self.fact.texts
        return NOT_READABLE if is_unreadable(texts) else (texts or {}).get(REMARK, "")


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with what stands below it, and what is folded away."""

    label: str
    current: Sequence[Line]
    older: Sequence[Line]


def lines_of(
    person: Person, facts: Sequence[LifeFact], day: date, unasked: Collection[str] = ()
) -> list[list[Line]]:
    """The statements about each thing, the earliest first."""
    return [list(_lines(person, lane, day, unasked)) for lane in by_lane(facts).values()]


def _lines(person: Person, lane: Sequence[LifeFact], day: date, unasked: Collection[str]) -> Iterator[Line]:
    for place, fact in enumerate(lane):
        following = next((later.starts_on for later in lane[place + 1 :]), None)
        ends = [end for end in (fact.ends_on, following) if end is not None]
        yield Line(
            fact,
            _words(person, fact, day),
            since_words(fact.starts_on, fact.precision, day),
            min(ends, default=None),
            day,
            is_asked=fact.kind is None or switch_of(fact.kind) not in unasked,
        )


def _words(person: Person, fact: LifeFact, day: date) -> str:
    """What was stated; of a child's Kita also whether it is below three."""
    if fact.kind is None or fact.kind.key != CHILDCARE or not person.birth_date:
        return fact.words
    if is_unreadable(person.birth_date):
        return fact.words
    youngest, oldest = person.birth_date.ages_on(day)
    is_clear = (youngest < INFANT_YEARS) == (oldest < INFANT_YEARS)
    return f"{fact.words} · {'U3' if oldest < INFANT_YEARS else 'Ü3'}" if is_clear else fact.words


def groups_of(lanes: Sequence[Sequence[Line]]) -> list[Group]:
    """Everything under its heading: what holds or lies ahead, else the last that held; the rest folded."""
    shown: dict[str, tuple[list[Line], list[Line]]] = {
        label: ([], []) for label in (*GROUPS, UNREADABLE_GROUP)
    }
    for lane in lanes:
        kind = lane[0].fact.kind
        current, older = shown[kind.group if kind else UNREADABLE_GROUP]
        alive = [line for line in lane if not line.is_over] or lane[-1:]
        current.extend(alive)
        older.extend(line for line in reversed(lane) if line not in alive)
    return [Group(label, *lines) for label, lines in shown.items() if lines[0]]


def kinds_asked(person: Person, day: date, unasked: Collection[str]) -> list[Kind]:
    """What can be added; nobody is offered a Kita for an adult, as far as the age is known."""
    youngest, oldest = 0, OLDEST
    if person.birth_date and not is_unreadable(person.birth_date):
        youngest, oldest = person.birth_date.ages_on(day)
    return [
        kind
        for kind in KINDS.values()
        if switch_of(kind) not in unasked and kind.ages[0] <= oldest and youngest <= kind.ages[1]
    ]


def key_facts(lanes: Sequence[Sequence[Line]]) -> list[str]:
    """What one wants to know at a glance: German, benefits, work, a running course."""
    found: list[str] = []
    for key in (LANGUAGE, REGIME, WORK):
        for lane in lanes:
            kind = lane[0].fact.kind
            if kind is not None and kind.key == key:
                found += _changing(lane) if key == REGIME else [line.head for line in lane if line.holds]
    running = [line.head for lane in lanes for line in lane if line.holds and _is_running(line.fact)]
    return [*found, *running]


def _changing(lane: Sequence[Line]) -> list[str]:
    """„AsylbLG → SGB II 01.06.“ around the day of the change, else what holds."""
    ahead = [line for line in lane if line.fact.starts_on > line.day]
    holding = next((line for line in lane if line.holds), None)
    if holding and ahead:
        return [f"{_short(holding)} → {_short(ahead[0])} {ahead[0].fact.starts_on:%d.%m.}"]
    if holding is None:
        return [f"{line.words} {line.since}" for line in ahead[:1]]
    before = [line for line in lane if line.ends_on == holding.fact.starts_on]
    is_recent = (holding.day - holding.fact.starts_on).days <= RECENTLY_DAYS
    if before and is_recent and _short(before[-1]) != _short(holding):
        return [f"{_short(before[-1])} → {_short(holding)} {holding.fact.starts_on:%d.%m.}"]
    return [holding.words]


def _short(line: Line) -> str:
    return BENEFIT_REGIMES.label(line.fact.answer).partition(" (")[0]


def _is_running(fact: LifeFact) -> bool:
    return fact.codes.get("state") == ATTENDING
