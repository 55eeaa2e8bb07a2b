"""Who must be heard before a transfer: asylum seekers after more than six months in one place (§ 60 (2) AsylG)."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from casework.database.base import db
from casework.database.bulk import batches
from casework.database.episodes import ONE_DAY
from casework.database.recorded import known
from casework.housing.act_models import Hearing, StayAct
from casework.housing.queries import holds
from casework.housing.stays import DwellingSpan, StageSpan
from casework.people.models import Person, ResidenceTitle
from casework.people.records import leading_ids, records_of
from casework.vault.keys import keys
from casework.vocabulary.housing import INITIAL, PROVISIONAL
from casework.vocabulary.periods import months_later
from casework.vocabulary.residence import is_asylum_seekers

MONTHS_IN_ONE_PLACE = 6


@dataclass(frozen=True, slots=True)
class HearingAnswer:
    """When people were heard, or why they need not be."""

    heard_on: date | None
    waived_because: str | None


def hearing_due(
    person_ids: Iterable[uuid.UUID], on: date, to_house: uuid.UUID | None = None
) -> set[uuid.UUID]:
    """Who of these people, by leading record, must be heard before they are moved away on a day.

    Nobody is transferred by another room of the house they live in, `to_house`.
    """
    evening = on - ONE_DAY
    due: set[uuid.UUID] = set()
    for batch in batches(sorted(set(person_ids))):
        in_reception = set(
            db.session.scalars(
                select(StageSpan.person_id).where(
                    StageSpan.person_id.in_(batch),
                    StageSpan.stage.in_((INITIAL, PROVISIONAL)),
                    holds(StageSpan, evening),
                )
            )
        )
        settled = {
            person_id
            for person_id, (house, since) in _houses_since(in_reception, evening).items()
            if house != to_house and months_later(since, MONTHS_IN_ONE_PLACE) < on
        }
        due |= settled - _with_another_status(settled, on)
    return due


def _houses_since(
    person_ids: Collection[uuid.UUID], evening: date
) -> dict[uuid.UUID, tuple[uuid.UUID, date]]:
    """The house in which each of these people lives on an evening, and since when without a gap, in whatever room."""
    spans = defaultdict(list)
    for span in db.session.scalars(
        select(DwellingSpan)
        .where(
            DwellingSpan.person_id.in_(person_ids),
            DwellingSpan.known_until.is_(None),
            DwellingSpan.starts_on <= evening,
        )
        .order_by(DwellingSpan.starts_on.desc())
    ):
        spans[span.person_id].append(span)
    found = {}
    for person_id, (last, *earlier) in spans.items():
        house, since = last.accommodation_id, last.starts_on
        if house is None or (last.ends_on is not None and last.ends_on <= evening):
            continue
        for span in earlier:
            if span.accommodation_id != house or span.ends_on != since:
                break
            since = span.starts_on
        found[person_id] = (house, since)
    return found


def _with_another_status(person_ids: Collection[uuid.UUID], on: date) -> set[uuid.UUID]:
    """Those whose latest title known by a day makes them no asylum seeker; nothing known leaves them one."""
    owner = {record: person for person, records in records_of(person_ids).items() for record in records}
    keys().prefetch(owner)
    latest: dict[uuid.UUID, str] = {}
    for title in db.session.scalars(
        select(ResidenceTitle)
        .where(ResidenceTitle.person_id.in_(owner), ResidenceTitle.starts_on <= on, known(ResidenceTitle))
        .order_by(ResidenceTitle.starts_on, ResidenceTitle.recorded_at)
    ):
        latest[owner[title.person_id]] = title.title
    return {person_id for person_id, title in latest.items() if not is_asylum_seekers(title)}


def record_hearing(
    act: StayAct, people: Sequence[Person], to_house: uuid.UUID | None, answer: HearingAnswer
) -> None:
    """Keep with an act that those who had to be heard were, or why they need not be."""
    due = hearing_due(leading_ids(person.id for person in people).values(), act.acts_on, to_house)
    for person_id in sorted(due):
        row = Hearing(act=act, act_id=act.id, person_id=person_id, heard_on=answer.heard_on)
        row.waived_because = answer.waived_because
        db.session.add(row)
