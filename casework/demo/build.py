"""Filling an installation with the demo, wholly or not at all."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from casework.audit.trail import Actor, act_as, note, one_entry_each
from casework.database.base import db
from casework.database.garbage import uncollected
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.demo.calendars import fill_calendars
from casework.demo.chronicle import Chronicle
from casework.demo.gatehouse import man_desks
from casework.demo.history import story_of
from casework.demo.office import employ
from casework.demo.papers import file_papers
from casework.demo.tending import tend
from casework.demo.towns import FEWEST_PERSONS, PUBLISHED_TOTAL, TOWNS, Town
from casework.errors import Refused
from casework.housing.models import Accommodation
from casework.organisation.operations import create_municipality, head_letters
from casework.organisation.queries import find_municipality, municipalities
from casework.partners.models import Partner
from casework.people.models import Person

MOST_PERSONS = 20_000
DEFAULT_SEED = 2020


def fill(
    *,
    persons: int = PUBLISHED_TOTAL,
    seed: int = DEFAULT_SEED,
    until: date | None = None,
    tell: Callable[[str], None] | None = None,
) -> None:
    """Put both towns into a prepared installation that holds nothing but what `init` makes.

    `persons` is the stock of the first town on 17.06.2020. All is one transaction, whose moments of recording lie in
    the past. Raises Refused when anything else is there.
    """
    if not FEWEST_PERSONS <= persons <= MOST_PERSONS:
        raise Refused(
            "Die Zahl der Personen muss zwischen %(fewest)s und %(most)s liegen.",
            fewest=FEWEST_PERSONS,
            most=MOST_PERSONS,
        )
    _refuse_used()
    until = until or today()
    with transaction(), uncollected():
        for town in TOWNS:
            if tell is not None:
                tell(f"{town.name} entsteht …")
            _build(town, persons, seed, until)


def letterhead_of(town: Town) -> dict[str, str]:
    """What stands at the head of a fictitious office's letters; numbers from 07000 are given to nobody."""
    return {
        "office": f"{town.name}, Integrationsmanagement",
        "street": "Rathausplatz 1",
        "town": f"{town.postcode} {town.name}",
        "phone": "07000 555100",
        "email": f"integration@{town.domain}",
    }


def _build(town: Town, persons: int, seed: int, until: date) -> None:
    story = story_of(town, persons, seed, until)
    act_as(Actor(None, None))
    municipality = find_municipality(town.name) or create_municipality(town.name)
    db.session.flush()
    act_as(Actor(None, municipality.id))
    head_letters(municipality.id, letterhead_of(town))
    with one_entry_each("demo:person:invented") as others:
        members = employ(town, municipality.id, until)
        Chronicle(town, municipality, members).write(story, until)
        man_desks(town, municipality.id, members, until)
        fill_calendars(town, municipality.id, members, seed, until)
        file_papers(municipality.id, until)
        tend(municipality.id, until)
    note("demo:town:built", about=municipality.id, rows=len(others))


def _refuse_used() -> None:
    """`init` makes one municipality of the default name and accounts; anything more is somebody's data."""
    names = [municipality.name for municipality in db.session.scalars(municipalities())]
    holds_data = any(
        db.session.scalar(select(row.id).limit(1)) is not None for row in (Person, Accommodation, Partner)
    )
    if holds_data or names not in ([], [TOWNS[0].name]):
        raise Refused(
            "Diese Installation enthält schon Daten. Die Vorführdaten kommen nur in eine leere; "
            "setzen Sie dafür CASEWORK_INSTANCE auf einen neuen Ordner."
        )
