"""Which municipalities this installation serves, which fields each does not ask for, and who writes its letters."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, select

from casework.database.base import db
from casework.database.recorded import known
from casework.errors import NotThere
from casework.organisation.models import Letterhead, Municipality, UnaskedField


def municipalities() -> Select[Municipality]:
    """All of them, the first created first."""
    return select(Municipality).order_by(Municipality.position)


def find_municipality(name: str | None = None) -> Municipality | None:
    """The one of this name; without a name the first created."""
    wanted = municipalities()
    if name is not None:
        wanted = wanted.where(Municipality.name == name)
    return db.session.scalars(wanted.limit(1)).first()


def get_municipality(name: str | None = None) -> Municipality:
    """The one of this name; without a name the first created. Raises NotThere, naming those there are."""
    found = find_municipality(name)
    if found is not None:
        return found
    names = [municipality.name for municipality in db.session.scalars(municipalities())]
    if not names:
        raise NotThere("Es gibt noch keine Kommune. Bitte „python3 -m casework init“ ausführen.")
    raise NotThere(
        "Die Kommune „%(name)s“ gibt es nicht. Vorhanden: %(names)s.", name=name, names=", ".join(names)
    )


def unasked_rows(municipality_id: uuid.UUID) -> Sequence[UnaskedField]:
    """The fields that are switched off today."""
    return db.session.scalars(
        select(UnaskedField)
        .where(UnaskedField.municipality_id == municipality_id, known(UnaskedField))
        .order_by(UnaskedField.field)
    ).all()


def unasked(municipality_id: uuid.UUID) -> frozenset[str]:
    """The keys of the fields a municipality does not ask for."""
    return frozenset(row.field for row in unasked_rows(municipality_id))


def unasked_of(municipality_id: uuid.UUID, form: str) -> frozenset[str]:
    """The same for one form, by the bare names of its fields."""
    return frozenset(
        key.removeprefix(f"{form}.") for key in unasked(municipality_id) if key.startswith(f"{form}.")
    )


def find_letterhead(municipality_id: uuid.UUID) -> Letterhead | None:
    """What stands at the head of a municipality's letters, once somebody has said so."""
    return db.session.scalar(
        select(Letterhead).where(Letterhead.municipality_id == municipality_id, known(Letterhead))
    )


def letterhead_of(municipality_id: uuid.UUID) -> Letterhead:
    """The same; until somebody has said so, one that names the municipality alone and is not stored."""
    name = db.session.scalars(select(Municipality.name).where(Municipality.id == municipality_id)).one()
    return find_letterhead(municipality_id) or Letterhead(municipality_id=municipality_id, office=name)
