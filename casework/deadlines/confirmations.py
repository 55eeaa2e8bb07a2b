"""What somebody has seen to, of whichever record of a person it was said."""

import uuid
from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import ColumnElement, select

from casework.database.base import db
from casework.database.recorded import known
from casework.deadlines.models import ClockKey, Confirmation
from casework.people.merge_models import PersonMerge
from casework.people.records import leading_id_of, pointer_of
from casework.vault.unreadable import is_unreadable


def confirmed_where(condition: ColumnElement[bool]) -> Mapping[uuid.UUID, dict[ClockKey, Confirmation]]:
    """The confirmations that stand, by whom their record means and by what was confirmed.

    The condition is one on Confirmation. Of what does not open nobody can tell what it confirms: it is left out.
    """
    rows = db.session.execute(
        select(leading_id_of(Confirmation.person_id), Confirmation)
        .select_from(Confirmation)
        .outerjoin(PersonMerge, pointer_of(Confirmation.person_id))
        .where(known(Confirmation), condition)
        .order_by(Confirmation.recorded_at, Confirmation.id)
    )
    found: defaultdict[uuid.UUID, dict[ClockKey, Confirmation]] = defaultdict(dict)
    for person_id, confirmation in rows:
        what = confirmation.what
        if not is_unreadable(what):
            found[person_id][what.key] = confirmation
    return found
