"""What was put off: by which index a row is known, and how it rests."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select

from casework.database.base import db
from casework.database.bulk import batches
from casework.database.recorded import known
from casework.deadlines.snooze_models import Snooze, TalkGap
from casework.vault.keys import ServicePurpose, keys

USUAL_GAP = 3
"""Months without a talk after which somebody is asked about, unless the municipality says otherwise."""


def index_of(municipality_id: uuid.UUID, key: str, due_on: date) -> bytes:
    """The blind index of a row: another day makes it another row, which nobody has put off."""
    return keys().of_service(ServicePurpose.PUT_OFF_INDEX).digest(f"{municipality_id} {key} {due_on}")


def rests_of(municipality_id: uuid.UUID, indexes: Collection[bytes]) -> Mapping[bytes, Snooze]:
    """How these rows were put off last, by index; also those whose rest is over."""
    found: dict[bytes, Snooze] = {}
    for batch in batches(list(indexes)):
        rows = select(Snooze).where(
            Snooze.municipality_id == municipality_id, Snooze.row_index.in_(batch), known(Snooze)
        )
        found |= {row.row_index: row for row in db.session.scalars(rows)}
    keys().prefetch(row.subject_id for row in found.values())
    return found


def find_gap(municipality_id: uuid.UUID) -> TalkGap | None:
    """After how many months without a talk a municipality wants to be asked, once it has said so."""
    return db.session.scalar(
        select(TalkGap).where(TalkGap.municipality_id == municipality_id, known(TalkGap))
    )


def gap_months(municipality_id: uuid.UUID) -> int:
    """The same in months, as usual until it has said so."""
    said = find_gap(municipality_id)
    return said.months if said else USUAL_GAP
