"""The deadlines of one person as their page shows them: what runs, what comes, what was seen to, what is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.access.viewer import Viewer
from casework.deadlines.distances import distance
from casework.deadlines.levels import NOT_YET
from casework.deadlines.queries import Held
from casework.deadlines.shown.household import household_of
from casework.deadlines.shown.past import Past, past_of
from casework.deadlines.shown.remedies import Remedy, find_remedy
from casework.deadlines.shown.urgency import Urgency, urgency
from casework.people.models import Person


@dataclass(frozen=True, slots=True)
class Line:
    """A deadline on a day; `people` is for how many of the household nobody has seen to the same one."""

    held: Held
    day: date
    people: int

    @property
    def urgency(self) -> Urgency:
        return urgency(self.held.what, self.day)

    @property
    def left(self) -> str:
        """How long it still runs, in words."""
        return distance(self.held.what.due_on, self.day)

    @property
    def remedy(self) -> Remedy | None:
        """What is to be done about it."""
        return find_remedy(self.held.person_id, self.held.what)

    @property
    def is_ahead(self) -> bool:
        """Whether nobody needs to look at it yet."""
        return self.held.level_on(self.day) == NOT_YET


@dataclass(frozen=True, slots=True)
class Deadlines:
    """All of a person; `done` are those seen to that would still run."""

    running: Sequence[Line]
    ahead: Sequence[Line]
    done: Sequence[Line]
    past: Sequence[Past]


def open_lines(viewer: Viewer, person: Person, day: date) -> list[Line]:
    """What nobody has seen to for a person, the first to end first."""
    return [line for line in _lines(viewer, person, day) if line.held.is_open]


def deadlines_shown(viewer: Viewer, person: Person, day: date) -> Deadlines:
    """Everything the tab shows."""
    lines = _lines(viewer, person, day)
    still_open = [line for line in lines if line.held.is_open]
    return Deadlines(
        running=[line for line in still_open if not line.is_ahead],
        ahead=[line for line in still_open if line.is_ahead],
        done=[line for line in lines if not line.held.is_open],
        past=past_of(person, {line.held.what.key for line in lines}),
    )


def _lines(viewer: Viewer, person: Person, day: date) -> list[Line]:
    household = household_of(viewer, person)
    own = [one for one in household.held if one.person_id == person.id]
    return [Line(one, day, len(household.open_beside(one))) for one in own]
