"""Pages on which an entry is corrected or taken back, and an act undone."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.moments import now, today
from casework.errors import NotThere
from casework.housing.act_models import StayAct
from casework.housing.acts import get_act, steps_of
from casework.housing.blueprint import blueprint
from casework.housing.ledger import AXES, Axis
from casework.housing.occupancy import occupancy
from casework.housing.operations import correct as correct_entry
from casework.housing.operations import retract
from casework.housing.place_options import Wanted, place_choices
from casework.housing.queries import find_latest_stated, find_stated
from casework.housing.stay_forms import DwellingEntryForm, StageEntryForm
from casework.housing.stays import DwellingEpisode, Episode, StageEpisode
from casework.housing.undoing import undo as undo_act
from casework.people.models import Person
from casework.people.scope import get_person
from casework.web.notices import say
from casework.web.way_back import way_back


@blueprint.route("/people/<uuid:person_id>/stays/<axis_key>/<uuid:episode_id>", methods=["GET", "POST"])
@requires(Permission.HOUSING_STAY_WRITE)
def correct(person_id: uuid.UUID, axis_key: str, episode_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Say how an entry should have been; what was stated before stays on record."""
    viewer, axis = current_viewer(), _axis(axis_key)
    person = get_person(viewer, person_id)
    episode = find_latest_stated(axis, person, episode_id)
    form = _entry_form(viewer, episode)
    if not form.is_looking() and form.validate_on_submit():
        act = form.attempt(lambda: correct_entry(person, axis, episode, **form.details()))
        if act:
            return _told(person, act, _("Der Eintrag ist berichtigt."))
    form.looked()
    return render_template(
        "housing/correct.html", form=form, person=person, episode=episode, axis=axis
    ), form.status


def _entry_form(viewer: Viewer, episode: Episode) -> StageEntryForm | DwellingEntryForm:
    """The entry as it stands, in the form of its axis."""
    span = {"starts_on": episode.starts_on, "ends_on": episode.ends_on}
    if isinstance(episode, StageEpisode):
        return StageEntryForm(data=span | {"stage": episode.stage}).of(
            episode, "starts_on", "ends_on", "stage"
        )
    if not isinstance(episode, DwellingEpisode):
        raise TypeError(f"no form for {type(episode).__name__}")
    form = DwellingEntryForm(data=span | DwellingEntryForm.as_stated(episode))
    form.of(episode, *span, "place", "form", "district")
    homes = {episode.accommodation_id} if episode.accommodation_id else set()
    houses = occupancy(viewer.municipality_id, form.starts_on.data or today(), now())
    wanted = Wanted(form.where.data or "", 1, homes)
    form.offer_places(*place_choices(viewer, houses, wanted, form.place.data or ""))
    return form


@blueprint.post("/people/<uuid:person_id>/stays/<axis_key>/<uuid:episode_id>/take-back")
@requires(Permission.HOUSING_STAY_WRITE)
def take_back(person_id: uuid.UUID, axis_key: str, episode_id: uuid.UUID) -> Response:
    """Take back an entry that should never have been made; what was before it holds again."""
    person, axis = get_person(current_viewer(), person_id), _axis(axis_key)
    episode = find_stated(axis, person, episode_id)
    act = retract(person, axis, episode.starts_on, episode.person_id)
    return _told(person, act, _("Der Eintrag ist zurückgenommen. Was davor galt, gilt wieder."))


@blueprint.post("/stays/acts/<uuid:act_id>/undo")
@requires(Permission.HOUSING_STAY_WRITE)
def undo(act_id: uuid.UUID) -> Response:
    """Undo an act for everybody it concerned."""
    act = get_act(current_viewer(), act_id)
    undo_act(act)
    say(_("Rückgängig gemacht: Was davor galt, gilt wieder. Beides bleibt im Verlauf erhalten."))
    person_id = steps_of(act)[0].person_id
    return redirect(way_back(url_for("people.person", person_id=person_id, tab="stays")))


def _told(person: Person, act: StayAct, sentence: str) -> Response:
    back = url_for("people.person", person_id=person.id, tab="stays")
    say(sentence, undo_url=url_for("housing.undo", act_id=act.id, next=back))
    return redirect(back)


def _axis(key: str) -> Axis:
    if key not in AXES:
        raise NotThere("Diese Seite gibt es nicht.")
    return AXES[key]
