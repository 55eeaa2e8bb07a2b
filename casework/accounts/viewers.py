"""An account as it is asked for its rights, with those it stands in for today."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casework.access.roles import Role
from casework.access.viewer import Absent, Viewer
from casework.accounts.models import User
from casework.accounts.substitution_models import Substitution
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import known


def viewer_of(user: User) -> Viewer:
    """Whoever has this account, in their role and municipality; who was given another role stands in for nobody."""
    day = today()
    found = db.session.scalars(
        select(Substitution)
        .where(
            Substitution.substitute_id == user.id,
            Substitution.municipality_id == user.municipality_id,
            Substitution.starts_on <= day,
            Substitution.ends_on > day,
            known(Substitution),
        )
        .options(joinedload(Substitution.absent))
        .order_by(Substitution.starts_on, Substitution.id)
    ).all()
    absent = tuple(
        Absent(one.absent_id, one.absent.name, one.ends_on) for one in found if one.absent.role == user.role
    )
    municipality = user.municipality
    return Viewer(user.id, user.name, municipality.id, municipality.name, Role(user.role), absent)
