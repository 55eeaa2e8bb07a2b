"""All deadlines of the people somebody may know of: one row per household and clock, narrowed by what is asked."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.access.viewer import Viewer
from casework.deadlines.day.clocks import by_shared
from casework.deadlines.queries import DeadlineLine, open_deadlines
from casework.deadlines.shown.leads import leads_by_household
from casework.deadlines.shown.person import Line
from casework.people.cards import Card

OVERDUE, WITHIN = "overdue", {"30": timedelta(days=30), "90": timedelta(days=90)}
NOBODY = "none"
"""The choice of those whose case nobody leads."""
Leads = Mapping[uuid.UUID, set[uuid.UUID]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a clock, overdue or due within so many days, an account or nobody; empty for all.

    What is overdue is due within any number of days.
    """

    clock: str = ""
    due: str = ""
    lead: str = ""

    def wants(self, line: DeadlineLine, leads: Leads, day: date) -> bool:
        """Whether a deadline is among what is asked for."""
        return self._wants_clock(line) and self._wants_day(line, day) and self._wants_lead(line, leads)

    def _wants_clock(self, line: DeadlineLine) -> bool:
        return not self.clock or line.held.what.clock == self.clock

    def _wants_day(self, line: DeadlineLine, day: date) -> bool:
        due_on = line.held.what.due_on
        if self.due == OVERDUE:
            return due_on < day
        return self.due not in WITHIN or due_on <= day + WITHIN[self.due]

    def _wants_lead(self, line: DeadlineLine, leads: Leads) -> bool:
        if not self.lead:
            return True
        leading = leads.get(line.household_id, set())
        return not leading if self.lead == NOBODY else self.lead in map(str, leading)


@dataclass(frozen=True, slots=True)
class Row:
    """A clock that runs for people of one household to the same day, and who leads their cases."""

    lines: Sequence[DeadlineLine]
    leads: frozenset[uuid.UUID]

    @property
    def card(self) -> Card:
        """The one whose page the row leads to."""
        return self.lines[0].card

    @property
    def families(self) -> list[str]:
        """The family names of those it is about."""
        return list(dict.fromkeys(line.card.family_name for line in self.lines))

    def line_on(self, day: date) -> Line:
        """The deadline as a person's page shows it."""
        return Line(self.lines[0].held, day, len(self.lines))


def rows(viewer: Viewer, asked: Asked, day: date) -> list[Row]:
    """What runs for the people this viewer may know of and nobody has seen to, the first to end first."""
    leads = leads_by_household(viewer.municipality_id, day)
    wanted = (line for line in open_deadlines(viewer, of_town=True) if asked.wants(line, leads, day))
    return [
        Row(lines, frozenset(leads.get(household_id, ())))
        for (household_id, _clock, _due_on), lines in by_shared(wanted).items()
    ]
