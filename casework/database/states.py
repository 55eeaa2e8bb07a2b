"""What is told more than once of one thing: every row is kept, and what is believed is found among them."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, ClassVar, Generic, TypeVar

from casework.database.recorded import Recorded

T = TypeVar("T", bound=Recorded)
S = TypeVar("S", bound="State")


def believed(rows: Iterable[T], moment: datetime | None = None) -> list[T]:
    """The loaded statements believed at a moment (now), in the order in which they were told: `known` for objects."""
    return sorted((row for row in rows if _is_known(row, moment)), key=lambda row: row.recorded_at)


def _is_known(row: Recorded, moment: datetime | None) -> bool:
    if moment is None:
        return row.superseded_at is None
    return row.recorded_at <= moment and (row.superseded_at is None or row.superseded_at > moment)


class State(Recorded):
    """A row that says which state was reached on which day."""

    state: Any
    state_on: Any


class GoesThroughStates(Generic[S]):
    """Something that goes through states, each stated for a day in a row of `states`; the latest one holds."""

    final_states: ClassVar[Collection[str]]
    states: Any

    def told_states(self, day: date | None = None, moment: datetime | None = None) -> list[S]:
        """The states up to a day as known at a moment, in the order in which they were told."""
        return [state for state in believed(self.states, moment) if day is None or state.state_on <= day]

    def believed_states(self, day: date | None = None, moment: datetime | None = None) -> list[S]:
        """The same in the order of their days; of two for one day the one told later comes later."""
        return sorted(self.told_states(day, moment), key=lambda state: state.state_on)

    def state_then(self, day: date | None = None, moment: datetime | None = None) -> S | None:
        """The state that holds on a day as known at a moment; without them, the last one believed now."""
        states = self.believed_states(day, moment)
        return states[-1] if states else None

    @property
    def is_open(self) -> bool:
        """Whether something is still to come."""
        state = self.state_then()
        return state is None or state.state not in self.final_states
