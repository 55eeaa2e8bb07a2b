"""Taking a municipality in, its teams, what it asks for and shows, and who writes its letters."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.errors import Refused
from casework.organisation.fields import SWITCHABLE
from casework.organisation.models import Letterhead, Municipality, Team, UnaskedField, WorkerFigures
from casework.organisation.queries import (
    find_letterhead,
    find_municipality,
    find_worker_figures,
    teams_of,
    unasked_rows,
)

LONGEST_NAME = 200
LETTERHEAD = ("office", "street", "town", "phone", "email")
"""What stands at the head of a letter; all of it is public."""


def create_municipality(name: str) -> Municipality:
    """A new municipality, last in the order. Raises Refused for an empty or taken name."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refused("Bitte geben Sie einen Namen mit 1 bis %(most)s Zeichen an.", most=LONGEST_NAME)
    if find_municipality(name) is not None:
        raise Refused("Die Kommune „%(name)s“ gibt es schon.", name=name)
    last = db.session.scalar(select(func.max(Municipality.position))) or 0
    municipality = Municipality(name=name, position=last + 1)
    db.session.add(municipality)
    note("organisation:municipality:created", about=municipality.id)
    return municipality


def enter_team(municipality_id: uuid.UUID, details: Mapping[str, Any]) -> Team:
    """A new team of a municipality; `details` as in `change_team`. Raises Refused for an empty or taken name."""
    team = Team(municipality_id=municipality_id)
    _describe(team, details)
    db.session.add(team)
    note("organisation:team:entered", about=municipality_id, team=str(team.id))
    return team


def change_team(team: Team, details: Mapping[str, Any]) -> None:
    """Correct `name` and `carrier` of a team, and `ends_on`, the first day without it; Refused as `enter_team`."""
    _describe(team, details)
    if db.session.is_modified(team):
        note("organisation:team:changed", about=team.municipality_id, team=str(team.id))


def _describe(team: Team, details: Mapping[str, Any]) -> None:
    name = " ".join(str(details.get("name") or "").split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refused("Bitte geben Sie einen Namen mit 1 bis %(most)s Zeichen an.", most=LONGEST_NAME)
    namesakes = (one for one in teams_of(team.municipality_id) if one.name.casefold() == name.casefold())
    if any(one is not team for one in namesakes):
        raise Refused("Das Team „%(name)s“ gibt es schon.", name=name)
    team.name, team.carrier = name, details.get("carrier") or None
    team.ends_on = details.get("ends_on")


def show_single_workers(municipality_id: uuid.UUID, *, shown: bool) -> bool:
    """Let figures of the work name single workers from now on, or no longer; returns whether that is new."""
    before = find_worker_figures(municipality_id)
    if shown == (before is not None):
        return False
    if before is not None:
        before.supersede()
        note("organisation:worker-figures:switched-off", about=municipality_id)
    else:
        db.session.add(WorkerFigures(municipality_id=municipality_id, recorded_by_id=actor().user_id))
        note("organisation:worker-figures:switched-on", about=municipality_id)
    return True


def ask_for(municipality_id: uuid.UUID, fields: Collection[str]) -> bool:
    """Ask for exactly these of the fields that can be switched; what is stored in others stays.

    Returns whether anything changed.
    """
    off = {row.field: row for row in unasked_rows(municipality_id)}
    switched_on = [row for key, row in off.items() if key in fields]
    switched_off = [key for key in SWITCHABLE if key not in fields and key not in off]
    for row in switched_on:
        row.supersede()
        note("organisation:field:switched", about=municipality_id, field=row.field, asked=True)
    for key in switched_off:
        db.session.add(
            UnaskedField(municipality_id=municipality_id, field=key, recorded_by_id=actor().user_id)
        )
        note("organisation:field:switched", about=municipality_id, field=key, asked=False)
    return bool(switched_on or switched_off)


def head_letters(municipality_id: uuid.UUID, details: Mapping[str, str | None]) -> None:
    """Say what stands at the head of letters from now on; `details` holds LETTERHEAD.

    Raises Refused without the name of an office.
    """
    if not details.get("office"):
        raise Refused("Bitte geben Sie den Namen des Amtes an.")
    before = find_letterhead(municipality_id)
    if before is not None:
        before.supersede()
        db.session.flush()
    said = {name: details.get(name) or None for name in LETTERHEAD}
    db.session.add(Letterhead(municipality_id=municipality_id, recorded_by_id=actor().user_id, **said))
    note("organisation:letterhead:changed", about=municipality_id)
