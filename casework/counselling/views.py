"""Documenting a talk, correcting it, and ticking off its next step."""

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.counselling import declarations, operations, presets, queries
from casework.counselling.blueprint import blueprint
from casework.counselling.forms import ConsultationForm, as_known
from casework.counselling.line import views as line_views
from casework.counselling.models import Consultation
from casework.database.moments import today
from casework.people.models import Person
from casework.people.queries import get_people, household_members
from casework.people.scope import get_person
from casework.vault.keys import keys
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.counselling import FIELDS_OF_ACTION, RESULTS
from casework.web.notices import say
from casework.web.way_back import way_back

__all__ = ["blueprint", "line_views"]

declarations.declare()

CONFLICT = 409
Page = Response | tuple[str, int]


@blueprint.route("/people/<uuid:person_id>/consultations/new", methods=["GET", "POST"])
@requires(Permission.COUNSELLING_CONSULTATION_WRITE)
def new(person_id: uuid.UUID) -> Page:
    """Document one talk with a person and whoever of the household was there; ?all=1 ticks everybody."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    members = household_members(viewer, person) if "all" in request.args else []
    present = [card.person_id for card in members] or [person.id]
    form = _form(person, [], presets.new_talk(viewer, person, present))
    if form.validate_on_submit() and form.accepts(
        lambda: operations.document(
            municipality_id=viewer.municipality_id,
            people=get_people(viewer, form.present_ids),
            case_manager_id=viewer.user_id,
            **form.details(),
        )
    ):
        say(_("Das Gespräch ist festgehalten."))
        return redirect(way_back(url_for("people.person", person_id=person_id)))
    return render_template("counselling/new.html", form=form, person=person), form.status


@blueprint.route("/consultations/<uuid:consultation_id>", methods=["GET", "POST"])
@requires(Permission.COUNSELLING_CONSULTATION_WRITE)
def edit(consultation_id: uuid.UUID) -> Page:
    """Correct a talk; whoever saves second sees both versions, and loses nothing."""
    viewer = current_viewer()
    talk = queries.get_talk(viewer, consultation_id)
    people = get_people(viewer, (person.id for person in talk.people()))
    form = _form(people[0], people, as_known(talk))
    latest = queries.get_latest_version(viewer, talk)
    if not form.is_submitted() and latest is not talk:
        return redirect(url_for("counselling.edit", consultation_id=latest.id))
    if not form.validate_on_submit():
        _witness_opened(talk)
        return _edit_page(form, talk, people[0]), form.status
    if latest is not talk:
        return _edit_page(form, latest, people[0], stored=latest), CONFLICT
    if not form.accepts(lambda: operations.revise(talk, people=_present(form, talk), **form.details())):
        return _edit_page(form, talk, people[0]), form.status
    say(_("Das Gespräch ist geändert; die frühere Fassung bleibt aufbewahrt."))
    return redirect(way_back(url_for("people.person", person_id=people[0].id, tab="talks")))


@blueprint.post("/consultations/<uuid:consultation_id>/done")
@requires(Permission.COUNSELLING_CONSULTATION_WRITE)
def done(consultation_id: uuid.UUID) -> Response:
    """Tick off the next step: it is no longer due; what it was stays written."""
    viewer = current_viewer()
    talk = queries.get_latest_version(viewer, queries.get_talk(viewer, consultation_id))
    operations.revise(talk, next_step_on=None)
    say(_("Die Wiedervorlage ist erledigt."))
    seen = get_people(viewer, (person.id for person in talk.people()))
    return redirect(way_back(url_for("people.person", person_id=seen[0].id)))


def _form(person: Person, others: list[Person], known: dict[str, Any]) -> ConsultationForm:
    """The form with everybody who may have been there: the household, and who was there besides."""
    viewer = current_viewer()
    names = {str(card.person_id): card.name_with_age(today()) for card in household_members(viewer, person)}
    names |= {str(other.id): other.full_name for other in others if str(other.id) not in names}
    form = ConsultationForm(data=known)
    members = get_people(viewer, (uuid.UUID(person_id) for person_id in names))
    keys().prefetch(member.id for member in members)
    spoken = [code for member in members for code in member.languages or [] if not is_unreadable(code)]
    form.offer(names.items(), spoken)
    return form


def _witness_opened(talk: Consultation) -> None:
    for person_id in talk.person_ids:
        witness("counselling:consultation:opened", subject=person_id, talk=str(talk.talk_id))


def _present(form: ConsultationForm, talk: Consultation) -> list[Person]:
    """Who is ticked, and who was there without this viewer being allowed to know.

    Whoever was there already stays under the record under which they were.
    """
    viewer = current_viewer()
    ticked = {person.id: person for person in get_people(viewer, form.present_ids)}
    shown = {person.id for person in get_people(viewer, (person.id for person in talk.people()))}
    stay = [one for one in talk.people() if one.leading.id in ticked or one.leading.id not in shown]
    here = {one.leading.id for one in stay}
    return [*(person for person in ticked.values() if person.id not in here), *stay]


def _edit_page(
    form: ConsultationForm, talk: Consultation, person: Person, stored: Consultation | None = None
) -> str:
    """The talk as typed; with `stored`, what somebody else has saved meanwhile stands above it."""
    topics = stored.topics if stored else []
    return render_template(
        "counselling/edit.html",
        form=form,
        talk=talk,
        person=person,
        stored=stored,
        stored_topics=", ".join(FIELDS_OF_ACTION.label(topic) for topic in topics),
        results=RESULTS,
    )
