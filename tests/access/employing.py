"""Somebody of the office with a post in a team."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from casework.accounts.employing import hold_post
from casework.accounts.models import User
from casework.database.base import db
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
