"""Which kind of leaving a departure was, where it was stated."""

from datetime import date

import numpy as np
from sqlalchemy import exists, select

from casework.database.base import db
from casework.database.bulk import day_number, key_of, moment_of
from casework.database.recorded import known
from casework.housing.evenings import Evening
from casework.housing.spans import NO_END, Ints
from casework.housing.stays import StageEpisode
from casework.people.models import Person


def departures_for(evening: Evening, leaving: str, since: date) -> Ints:
    """Person and day, as one number (`Known.order`), of each stage that ended in this way in [since, the evening]."""
    town = evening.timeline.municipality_id
    rows = db.session.execute(
        select(key_of(StageEpisode.person_id), day_number(StageEpisode.ends_on)).where(
            StageEpisode.leaving == leaving,
            StageEpisode.ends_on.between(since, evening.on),
            exists().where(Person.id == StageEpisode.person_id, Person.municipality_id == town),
            known(StageEpisode, moment_of(evening.moment)),
        )
    )
    codes = evening.timeline.codes["people"]
    found = [(codes.find(key), day) for key, day in rows]
    stated = [(person, day) for person, day in found if person is not None]
    person = evening.leading(np.array([person for person, _day in stated], np.int64))
    return person * NO_END + np.array([day for _person, day in stated], np.int64)
