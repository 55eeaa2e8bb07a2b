"""The page that finds a place for people: rooms with what speaks for and against them, best first."""

import uuid
from collections.abc import Sequence

from flask import render_template, request

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.moments import today
from casework.errors import NotThere
from casework.housing.blueprint import blueprint
from casework.housing.finder import Suggestion
from casework.housing.finder_forms import FinderForm
from casework.housing.finder_queries import find_places, sought_people
from casework.people.cards import Card
from casework.people.models import Person
from casework.people.queries import household_members
from casework.people.scope import get_person
from casework.web.paging import page_of

MOST, ON_A_PAGE = 50, 10


@blueprint.get("/accommodations/find-place")
@requires(Permission.HOUSING_STAY_WRITE)
def find_place() -> tuple[str, int]:
    """Rooms for people of a household, or for a number of people without names, on a day; ranked and explained."""
    viewer = current_viewer()
    person = _asked_person(viewer)
    household = household_members(viewer, person) if person else []
    form = FinderForm(request.args, household, today())
    found = _found(viewer, form, household) if form.is_asked and form.validate() else None
    return render_template(
        "housing/find_place.html",
        form=form,
        person=person,
        day=form.on.data,
        page=None if found is None else page_of(found[:MOST], size=ON_A_PAGE),
        total=len(found or ()),
        way=form.way_to_move(),
    ), form.status


def _asked_person(viewer: Viewer) -> Person | None:
    asked = request.args.get("person_id")
    if not asked:
        return None
    try:
        return get_person(viewer, uuid.UUID(asked))
    except ValueError:
        raise NotThere("Diese Person gibt es nicht, oder sie gehört nicht zu Ihren Fällen.") from None


def _found(viewer: Viewer, form: FinderForm, household: Sequence[Card]) -> list[Suggestion]:
    day = form.on.data or today()
    if not household:
        return find_places(viewer.municipality_id, form.sought_number(), day)
    chosen = form.chosen_people()
    people = [card for card in household if card.person_id in chosen]
    return find_places(viewer.municipality_id, sought_people(people, day, **form.needs()), day, people)
