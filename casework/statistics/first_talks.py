"""How long people wait for their first talk once the Anschlussunterbringung has begun (domain brief §7.13)."""

from dataclasses import dataclass

import numpy as np

from casework.counselling.models import Consultation
from casework.database.base import db
from casework.database.bulk import day_number, key_of
from casework.housing.evenings import Evening
from casework.housing.spans import NO_END, Flags, Ints
from casework.housing.stay_lengths import Lengths
from casework.statistics.attendances import attendances, who
from casework.statistics.question import Question
from casework.vocabulary.housing import FOLLOWUP


@dataclass(frozen=True)
class Wait:
    """Whose AU began in the period: the person, the day, and the days to their first talk since; NO_END without."""

    person: Ints
    starts_on: Ints
    days: Ints

    def only(self, wanted: Flags) -> "Wait":
        """Those of them flagged."""
        return Wait(self.person[wanted], self.starts_on[wanted], self.days[wanted])

    @property
    def lengths(self) -> Lengths:
        """Of those who had a talk."""
        return Lengths.of(self.days[self.days < NO_END])


def wait(asked: Question, evening: Evening) -> Wait | None:
    """Who came into the AU in the period, and when they first had a talk by its end; None without one."""
    since = asked.since
    if since is None:
        return None
    begun = evening.timeline.stage_stays(evening.moment).begun_within(since.toordinal(), evening.day)
    begun = begun.only(begun.stage == evening.timeline.codes["stages"].find(FOLLOWUP))
    if not len(begun):
        return Wait(begun.person, begun.starts_on, begun.ends_on)
    person, held_on = _talks(asked, evening)
    first = np.full(len(begun), NO_END, np.int64)
    order = np.lexsort((held_on, person))
    person, held_on = person[order], held_on[order]
    if len(person):
        place = np.searchsorted(person * NO_END + held_on, begun.person * NO_END + begun.starts_on)
        there = np.minimum(place, len(person) - 1)
        has_talk = (place < len(person)) & (person[there] == begun.person)
        first = np.where(has_talk, held_on[there] - begun.starts_on, NO_END)
    return Wait(begun.person, begun.starts_on, first)


def _talks(asked: Question, evening: Evening) -> tuple[Ints, Ints]:
    """Person and day of everybody's talks in the period."""
    people = evening.timeline.codes["people"]
    rows = db.session.execute(
        attendances(asked, key_of(who()), day_number(Consultation.held_on)).where(
            Consultation.held_on.between(asked.since, asked.on)
        )
    )
    found = [(people.find(key), day) for key, day in rows]
    known_ones = [(code, day) for code, day in found if code is not None]
    return (
        np.array([code for code, _day in known_ones], np.int64),
        np.array([day for _code, day in known_ones], np.int64),
    )
