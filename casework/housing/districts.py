"""Entering and reading how many people live in each district of a town."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select

from casework.access.viewer import Viewer
from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.recorded import known
from casework.errors import NotThere
from casework.housing.district_models import DistrictPopulation
from casework.housing.models import Accommodation
from casework.housing.stays import DwellingSpan
from casework.vocabulary.spelling import folded

MOST_NAMES = 500
NAMING_DISTRICTS = (DistrictPopulation, Accommodation, DwellingSpan)


def count_district(municipality_id: uuid.UUID, district: str, counted_on: date, inhabitants: int) -> bool:
    """State how many people lived in a district on a day; another number for the same day corrects it.

    Returns whether anything changed. A district goes by the spelling it was first given.
    """
    named = _as_spelt(municipality_id, district)
    current = db.session.scalar(
        select(DistrictPopulation).where(
            DistrictPopulation.municipality_id == municipality_id,
            DistrictPopulation.district == named,
            DistrictPopulation.counted_on == counted_on,
            known(DistrictPopulation),
        )
    )
    if current is not None:
        if current.inhabitants == inhabitants:
            return False
        current.supersede()
        db.session.flush()
    db.session.add(
        DistrictPopulation(
            municipality_id=municipality_id,
            district=named,
            counted_on=counted_on,
            inhabitants=inhabitants,
            recorded_by_id=actor().user_id,
        )
    )
    note("housing:district:counted", about=municipality_id, counted_on=counted_on.isoformat())
    return True


def _as_spelt(municipality_id: uuid.UUID, district: str) -> str:
    """A district as numbers of inhabitants, houses and flats already spell it, in this order."""
    for row in NAMING_DISTRICTS:
        for name in _named_by(row, municipality_id):
            if folded(name) == folded(district):
                return name
    return district


def take_back_count(count: DistrictPopulation) -> None:
    """Take a number back that should never have been entered."""
    count.supersede()
    note("housing:district:retracted", about=count.municipality_id, counted_on=count.counted_on.isoformat())


def counts(viewer: Viewer) -> Select[DistrictPopulation]:
    """What is entered of the viewer's municipality, the newest first."""
    return (
        select(DistrictPopulation)
        .where(DistrictPopulation.municipality_id == viewer.municipality_id, known(DistrictPopulation))
        .order_by(DistrictPopulation.counted_on.desc(), DistrictPopulation.district)
    )


def get_count(viewer: Viewer, count_id: uuid.UUID) -> DistrictPopulation:
    """An entered number of the viewer's municipality; raises NotThere."""
    found = db.session.scalar(counts(viewer).where(DistrictPopulation.id == count_id))
    if found is None:
        raise NotThere("Diese Angabe gibt es nicht.")
    return found


def populations(municipality_id: uuid.UUID, on: date, moment: datetime) -> dict[str, int]:
    """The inhabitants of each district as last counted by a day, as known at a moment."""
    rows = db.session.execute(
        select(DistrictPopulation.district, DistrictPopulation.inhabitants)
        .where(
            DistrictPopulation.municipality_id == municipality_id,
            DistrictPopulation.counted_on <= on,
            known(DistrictPopulation, moment),
        )
        .order_by(DistrictPopulation.counted_on)
    )
    return dict(rows.all())


def district_names(municipality_id: uuid.UUID) -> Sequence[str]:
    """The districts that houses, flats and numbers of inhabitants name, as they are spelt."""
    found = {name for row in NAMING_DISTRICTS for name in _named_by(row, municipality_id)}
    return sorted(found, key=folded)[:MOST_NAMES]


def _named_by(row: Any, municipality_id: uuid.UUID) -> Sequence[str]:
    named = select(row.district).where(row.municipality_id == municipality_id, row.district.is_not(None))
    return db.session.scalars(named.distinct().order_by(row.district)).all()
