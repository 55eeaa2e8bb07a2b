"""Those of the office with each other: posts in a team, absences, cases that were handed over."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from casework.accounts.employing import hold_post
from casework.accounts.models import User
from casework.accounts.substitutions import substitute
from casework.appointments.handover_models import Handover
from casework.database.base import db
from casework.database.moments import today
from casework.organisation.operations import enter_team
from tests import factories

EMPLOYED_ON = date(2025, 1, 1)


def employed(user: factories.User, name: str) -> Mapping[str, object]:
    """Somebody holds a post in a team of this name."""
    team = enter_team(user.municipality.id, {"name": name, "carrier": name})
    db.session.flush()
    post = hold_post(
        db.session.get_one(User, user.id), share=Decimal("0.75"), starts_on=EMPLOYED_ON, team_id=team.id
    )
    return {"team_id": team.id, "post_id": post.id}


def away_later(absent: factories.User, stand_in: factories.User) -> uuid.UUID:
    """Somebody will be away next year, and somebody else stand in."""
    day = today() + timedelta(days=400)
    users = [db.session.get_one(User, user.id) for user in (absent, stand_in)]
    return substitute(absent.viewer, *users, starts_on=day, ends_on=day + timedelta(days=7)).id


def passed_on(giver: factories.User, taker: factories.User) -> uuid.UUID:
    """Cases were handed over; whose, is in no address."""
    act = Handover(
        municipality_id=giver.municipality.id,
        giver_id=giver.id,
        taker_id=taker.id,
        handed_over_on=EMPLOYED_ON,
    )
    db.session.add(act)
    return act.id
