"""Where the stays of two records cannot both be true, and which of them holds if they mean one person."""

from collections.abc import Iterator, Sequence
from itertools import product

from sqlalchemy import select

from casework.database.base import db
from casework.housing.ledger import DWELLING, STAGE, Axis
from casework.housing.stays import Episode
from casework.people.models import Person


def contradictions(one: Person, other: Person) -> Iterator[str]:
    """Statements of the two that begin on one day or of which one begins inside another whose end was stated."""
    for axis in (STAGE, DWELLING):
        for mine, theirs in product(_stated(axis, one), _stated(axis, other)):
            earlier, later = sorted((mine, theirs), key=lambda episode: episode.starts_on)
            if earlier.starts_on == later.starts_on and _facts(axis, earlier) != _facts(axis, later):
                yield (
                    f"{axis.label}: Ab {later.starts_on:%d.%m.%Y} sagen beide Akten etwas anderes. "
                    "Es gilt, was in der führenden steht."
                )
            elif (
                earlier.starts_on < later.starts_on and earlier.ends_on and later.starts_on < earlier.ends_on
            ):
                yield (
                    f"{axis.label}: Ein Eintrag ab {earlier.starts_on:%d.%m.%Y} endet laut Angabe erst am "
                    f"{earlier.ends_on:%d.%m.%Y}, in der anderen Akte beginnt am {later.starts_on:%d.%m.%Y} ein neuer. "
                    "Ab dann gilt der neue."
                )


def _stated(axis: Axis, person: Person) -> Sequence[Episode]:
    return db.session.scalars(
        select(axis.episode)
        .where(axis.episode.person_id.in_(person.record_ids), axis.episode.superseded_at.is_(None))
        .order_by(axis.episode.starts_on)
    ).all()


def _facts(axis: Axis, episode: Episode) -> tuple[object, ...]:
    return (episode.ends_on, *(getattr(episode, name) for name in axis.facts))
