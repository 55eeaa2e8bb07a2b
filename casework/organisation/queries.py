"""Which municipalities this installation serves."""

from sqlalchemy import Select, select

from casework.database.base import db
from casework.errors import NotThere
from casework.organisation.models import Municipality


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
