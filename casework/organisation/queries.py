"""Which municipalities this installation serves, and of each: its teams, unasked fields, switches and letterhead."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, select

from casework.database.base import db
from casework.database.recorded import known
from casework.errors import NotThere
from casework.organisation.models import Letterhead, Municipality, Team, UnaskedField, WorkerFigures


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


def teams_of(municipality_id: uuid.UUID) -> Sequence[Team]:
    """The teams of a municipality by name, those that have ended among them."""
    wanted = select(Team).where(Team.municipality_id == municipality_id).order_by(Team.name, Team.id)
    return db.session.scalars(wanted).all()


def get_team(municipality_id: uuid.UUID, team_id: uuid.UUID) -> Team:
    """A team of this municipality; NotThere says the same for one of another."""
    found = db.session.scalar(select(Team).where(Team.id == team_id, Team.municipality_id == municipality_id))
    if found is None:
        raise NotThere("Dieses Team gibt es nicht.")
    return found


def find_worker_figures(municipality_id: uuid.UUID) -> WorkerFigures | None:
    """That figures may name single workers, once somebody has switched it on."""
    return db.session.scalar(
        select(WorkerFigures).where(WorkerFigures.municipality_id == municipality_id, known(WorkerFigures))
    )


def shows_single_workers(municipality_id: uuid.UUID) -> bool:
    """Whether figures of the work may be shown for a single worker to others than themselves."""
    return find_worker_figures(municipality_id) is not None


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
