"""Pages on which somebody's situation is stated line by line, corrected and taken back."""

import uuid

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.moments import today
from casework.errors import NotThere
from casework.organisation.queries import unasked
from casework.partners.queries import partners_of
from casework.people.models import Person
from casework.people.queries import get_people, household_members
from casework.people.scope import get_person
from casework.situation import declarations
from casework.situation.forms import as_asked, as_typed, form_of
from casework.situation.kinds import kind_named, switch_of
from casework.situation.models import LifeFact
from casework.situation.operations import Stated, state, take_back
from casework.situation.operations import correct as correct_fact
from casework.situation.queries import get_fact, readable_kind
from casework.web.notices import say

MOST_PARTNERS = 200
"""So many names are suggested while somebody types."""

blueprint = Blueprint("situation", __name__)
declarations.declare()


@blueprint.route("/people/<uuid:person_id>/situation/<fact_kind>/new", methods=["GET", "POST"])
@requires(Permission.SITUATION_FACT_WRITE)
def new(person_id: uuid.UUID, fact_kind: str) -> str | Response | tuple[str, int]:
    """State something from a day on, perhaps of several people of the household at once."""
    viewer = current_viewer()
    kind, off = kind_named(fact_kind), unasked(viewer.municipality_id)
    if switch_of(kind) in off:
        raise NotThere("Diese Angabe wird bei Ihnen nicht mehr erfragt.")
    person = get_person(viewer, person_id)
    before = _continued(person)
    form = form_of(kind)(data=as_asked(kind, request.args, before))
    form.only_asked(off)
    form.offer(_others(viewer, person))
    if form.validate_on_submit():
        people = [person, *get_people(viewer, map(uuid.UUID, form.chosen))]
        stated = form.attempt(lambda: state(people, kind.key, continues=before, **form.details()))
        if stated:
            _say_stated(stated)
            return _back(person)
    page = render_template("situation/new.html", form=form, person=person, **_around(viewer, kind.label))
    return page, form.status


@blueprint.route("/people/<uuid:person_id>/situation/<uuid:fact_id>", methods=["GET", "POST"])
@requires(Permission.SITUATION_FACT_WRITE)
def correct(person_id: uuid.UUID, fact_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Correct or end a statement."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    fact = get_fact(person, fact_id)
    kind = readable_kind(fact)
    form = form_of(kind)(data=as_typed(fact))
    form.only_asked(unasked(viewer.municipality_id))
    form.offer([])
    form.of(fact)
    form.end_today(is_asked="end" in request.args)
    if form.validate_on_submit() and form.accepts(lambda: correct_fact(fact, **form.details(fact))):
        say(_("Die Angabe ist gespeichert."))
        return _back(person)
    around = _around(viewer, kind.label) | {"fact": fact}
    return render_template("situation/correct.html", form=form, person=person, **around), form.status


@blueprint.post("/people/<uuid:person_id>/situation/<uuid:fact_id>/take-back")
@requires(Permission.SITUATION_FACT_WRITE)
def retract(person_id: uuid.UUID, fact_id: uuid.UUID) -> Response:
    """Take back a statement that was never right."""
    person = get_person(current_viewer(), person_id)
    take_back(get_fact(person, fact_id))
    say(_("Die Angabe ist zurückgenommen. Was davor galt, gilt wieder."))
    return _back(person)


def _say_stated(stated: list[Stated]) -> None:
    """What is saved, and in whose place; by the codes alone, for it travels in a cookie."""
    saved = ngettext(
        "Die Angabe ist gespeichert.", "Die Angabe ist für %(num)s Personen gespeichert.", len(stated)
    )
    replaced = ", ".join(dict.fromkeys(one.replaced_words(today()) for one in stated if one.replaced))
    say(f"{saved} {_('Ersetzt, als Berichtigung: %(what)s.', what=replaced)}" if replaced else saved)


def _continued(person: Person) -> LifeFact | None:
    """The statement that goes on, as the address says."""
    fact_id = request.args.get("after", type=uuid.UUID)
    return get_fact(person, fact_id) if fact_id else None


def _others(viewer: Viewer, person: Person) -> list[tuple[str, str]]:
    members = household_members(viewer, person)
    return [
        (str(card.person_id), card.name_with_age(today())) for card in members if card.person_id != person.id
    ]


def _around(viewer: Viewer, label: str) -> dict[str, object]:
    """What the page needs besides the form."""
    names = [partner.name for partner in partners_of(viewer.municipality_id)]
    return {"label": label, "partners": names[:MOST_PARTNERS]}


def _back(person: Person) -> Response:
    return redirect(url_for("people.person", person_id=person.id, tab=declarations.TAB))
