"""What goes through states: each is stated for a day and kept, the latest believed one holds."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol, TypeVar


class Stated(Protocol):
    """A state reached on a day, with the moments between which it was believed."""

    @property
    def state_on(self) -> date: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def superseded_at(self) -> datetime | None: ...


S = TypeVar("S", bound=Stated)


def believed_states(states: Iterable[S], day: date | None = None, moment: datetime | None = None) -> list[S]:
    """The states up to a day as known at a moment, in order; without them, all that are believed now."""
    believed = [
        state for state in states if (day is None or state.state_on <= day) and _is_known(state, moment)
    ]
    return sorted(believed, key=lambda state: (state.state_on, state.recorded_at))


def latest_state(states: Iterable[S], day: date | None = None, moment: datetime | None = None) -> S | None:
    """The state that holds: the last one by its day; of two for one day the one recorded later."""
    believed = believed_states(states, day, moment)
    return believed[-1] if believed else None


def _is_known(state: Stated, moment: datetime | None) -> bool:
    if moment is None:
        return state.superseded_at is None
    return state.recorded_at <= moment and (state.superseded_at is None or state.superseded_at > moment)
