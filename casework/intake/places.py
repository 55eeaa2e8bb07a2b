"""Where a family may live from the day they came: what the place finder proposes, then houses and rooms."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.moments import now
from casework.housing.arrival_models import PlannedArrival
from casework.housing.finder import Heads, Sought, Suggestion
from casework.housing.finder_queries import find_places
from casework.housing.models import Accommodation, Room
from casework.housing.occupancy import occupancy
from casework.housing.operations import Destination
from casework.housing.place_options import ROOM, Choices, Wanted, place_choices, place_value, read_place
from casework.housing.planned_arrivals import expected_arrivals
from casework.people.duplicates import Draft
from casework.vocabulary.housing import (
    DWELLING_FORMS,
    IN_ACCOMMODATION,
    NO_CONSTRAINT,
    ROOM_CONSTRAINTS,
    STAGES,
)

FORM = "form"
MOST_ARRIVALS, MOST_PROPOSALS = 50, 5


@dataclass(frozen=True, slots=True)
class Places:
    """What stands in the lists of a form: arrivals still expected, and places; `more` were left out of them."""

    arrivals: Sequence[PlannedArrival]
    choices: Choices
    more: int
    heads: Heads


def offered_places(
    viewer: Viewer, drafts: Iterable[Draft], day: date, words: str, chosen: str
) -> Places | None:
    """The places for so many people on a day; None for whoever may not say where people live."""
    if not viewer.may(Permission.HOUSING_STAY_WRITE):
        return None
    heads = heads_of(drafts, day)
    houses = occupancy(viewer.municipality_id, day, now())
    houses_and_rooms, more = place_choices(viewer, houses, Wanted(words, max(1, heads.total)), chosen)
    if not _has_room(houses_and_rooms):
        houses_and_rooms, more = place_choices(viewer, houses, Wanted(words), chosen)
    proposed = list(_proposals(viewer, heads, day)) if heads.total and not words else []
    elsewhere = [
        (f"{FORM}:{code}", word) for code, word in DWELLING_FORMS.choices() if code != IN_ACCOMMODATION
    ]
    arrivals = db.session.scalars(expected_arrivals(viewer.municipality_id).limit(MOST_ARRIVALS)).all()
    groups = {
        "": [("", _("keine Unterkunft"))],
        _("Vorschläge"): proposed,
        **houses_and_rooms,
        _("Ohne Unterkunft"): elsewhere,
    }
    return Places(arrivals, {name: group for name, group in groups.items() if group}, more, heads)


def _has_room(choices: Choices) -> bool:
    """Whether a room is offered that holds everybody; else smaller ones are, for some of them."""
    return any(value.startswith(f"{ROOM}:") for group in choices.values() for value, _words in group)


def heads_of(drafts: Iterable[Draft], day: date) -> Heads:
    """These people counted as rooms ask for them; who may be of age counts as an adult."""
    counted = Counter(_kind(draft, day) for draft in drafts)
    return Heads(counted["women"], counted["men"], counted["children"], counted["unknown"])


def _kind(draft: Draft, day: date) -> str:
    if draft.birth_date is not None and draft.birth_date.is_minor_on(day):
        return "children"
    return {"w": "women", "m": "men"}.get(draft.sex or "", "unknown")


def _proposals(viewer: Viewer, heads: Heads, day: date) -> Iterator[tuple[str, str]]:
    """The best rooms that hold everybody and that nothing weighty speaks against."""
    found = find_places(viewer.municipality_id, Sought(heads), day)
    fitting = [one for one in found if len(one.rooms) == 1 and not one.lacking and not one.has_obstacle]
    for one in fitting[:MOST_PROPOSALS]:
        room = None if one.rooms[0].is_whole_house else one.rooms[0].id
        yield place_value(one.house.id, room), _words(one)


def _words(proposal: Suggestion) -> str:
    room = proposal.rooms[0]
    words = [f"{room.house.name}, {room.name}" if room.name else room.house.name, f"{room.free} frei"]
    if room.constraint != NO_CONSTRAINT:
        words.append(ROOM_CONSTRAINTS.label(room.constraint))
    return " · ".join(words)


def destination(value: str) -> Destination | None:
    """Where people are to live by what was chosen in the list; None where nothing was."""
    kind, _sep, form = value.partition(":")
    if kind == FORM and form in DWELLING_FORMS:
        return Destination(form)
    ids = read_place(value)
    return Destination(IN_ACCOMMODATION, *ids) if ids else None


def stage_of(dwelling: Destination | None) -> str | None:
    """The stage that a house is run for; a house of another kind and a flat say none."""
    if dwelling is None or dwelling.accommodation_id is None:
        return None
    kind = db.session.get_one(Accommodation, dwelling.accommodation_id).kind
    return kind if kind in STAGES else None


def find_room_id(house_id: uuid.UUID, name: str) -> uuid.UUID | None:
    """The room of a house by its name, whatever its capitals."""
    rooms = db.session.execute(select(Room.id, Room.name).where(Room.accommodation_id == house_id)).all()
    return next((room_id for room_id, called in rooms if called.casefold() == name.strip().casefold()), None)
