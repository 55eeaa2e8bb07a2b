"""Documenting a talk, correcting it, and ticking off its next step."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.counselling import declarations, operations, own_views, presets, queries, record_kinds
from casework.counselling.blueprint import blueprint
from casework.counselling.forms import ConsultationForm, as_known
from casework.counselling.line import views as line_views
from casework.counselling.models import Consultation
from casework.counselling.standing import standing_for_each
from casework.database.moments import today
from casework.people.cards import Card
from casework.people.models import Person
from casework.people.page import acts_for
from casework.people.panels import Act
from casework.people.queries import get_people, household_members
from casework.people.register import card_of
from casework.people.scope import get_person
from casework.people.search import find_people
from casework.vault.keys import keys
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.counselling import SHORT_CONTACT, TALK_FORMS
from casework.web.navigation import home_address
from casework.web.notices import say
from casework.web.way_back import way_back

__all__ = ["blueprint", "line_views", "own_views"]

declarations.declare()
record_kinds.declare()

FOUND_SHOWN = 8
"""Of those who were looked for; with more words there are fewer."""
Page = Response | tuple[str, int]


@blueprint.route("/people/<uuid:person_id>/consultations/new", methods=["GET", "POST"])
@requires(Permission.COUNSELLING_CONSULTATION_WRITE)
def new(person_id: uuid.UUID) -> Page:
    """Document one talk with a person and whoever else was there; ?all=1 ticks the whole household."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    members = household_members(viewer, person) if "all" in request.args else []
    present = [card.person_id for card in members] or [person.id]
    form = _form([person], presets.new_talk(viewer, person, present))
    talk = form.attempt(lambda: _documented(form)) if form.validate_on_submit() else None
    if talk is None:
        return render_template("counselling/new.html", form=form, person=person, then=_then()), form.status
    say(_("Das Gespräch ist festgehalten."))
    return redirect(_onward(talk, url_for("people.person", person_id=person_id)))


@blueprint.route("/consultations/new", methods=["GET", "POST"])
@requires(Permission.COUNSELLING_CONSULTATION_WRITE)
def begin() -> Page:
    """Document a short contact, a group or a contact without a client: ?form= says which."""
    asked = request.args.get("form", "")
    talk_form = asked if asked in TALK_FORMS else SHORT_CONTACT
    form = _form([], presets.talk_without_case(current_viewer(), talk_form))
    talk = form.attempt(lambda: _documented(form)) if form.validate_on_submit() else None
    if talk is None:
        title = TALK_FORMS.label(talk_form)
        return render_template("counselling/begin.html", form=form, title=title), form.status
    say(_("%(what)s ist festgehalten.", what=TALK_FORMS.label(talk.talk_form)))
    return redirect(_onward(talk, home_address()))


@blueprint.route("/consultations/<uuid:consultation_id>", methods=["GET", "POST"])
@requires(Permission.COUNSELLING_CONSULTATION_WRITE)
def edit(consultation_id: uuid.UUID) -> Page:
    """Correct a talk."""
    viewer = current_viewer()
    asked = queries.get_talk(viewer, consultation_id)
    talk = queries.get_latest_version(viewer, asked)
    if request.method == "GET" and talk is not asked:
        return redirect(url_for("counselling.edit", consultation_id=talk.id))
    people = get_people(viewer, talk.person_ids)
    form = _form(people, as_known(talk)).of(talk)
    if form.validate_on_submit() and form.accepts(
        lambda: operations.revise(talk, people=_present(form, talk), **form.details())
    ):
        say(_("Das Gespräch ist geändert; die frühere Fassung bleibt aufbewahrt."))
        return redirect(way_back(_page_of(people)))
    _witness_opened(talk)
    return _edit_page(form, talk, people), form.status


@blueprint.post("/consultations/<uuid:consultation_id>/done")
@requires(Permission.COUNSELLING_CONSULTATION_WRITE)
def done(consultation_id: uuid.UUID) -> Response:
    """Tick off the next step: it is no longer due; what it was stays written."""
    viewer = current_viewer()
    talk = queries.get_latest_version(viewer, queries.get_talk(viewer, consultation_id))
    operations.revise(talk, next_step_on=None)
    say(_("Die Wiedervorlage ist erledigt."))
    return redirect(way_back(_page_of(get_people(viewer, talk.person_ids))))


def _documented(form: ConsultationForm) -> Consultation:
    viewer = current_viewer()
    return operations.document(
        municipality_id=viewer.municipality_id,
        people=get_people(viewer, form.present_ids),
        case_manager_id=viewer.user_id,
        **form.details(),
    )


def _then() -> list[Act]:
    """What often follows a talk, and may be done by who documents it."""
    return [act for act in acts_for(current_viewer()) if act.after_talk]


def _onward(talk: Consultation, otherwise: str) -> str:
    """Back to where one came from; or first to what is done at once with the first person of the talk."""
    back, wanted = way_back(otherwise), request.form.get("then")
    if talk.person_ids and wanted in {act.endpoint for act in _then()}:
        return url_for(wanted, person_id=talk.person_ids[0], next=back)
    return back


def _page_of(people: Sequence[Person]) -> str:
    """Where the talks of these people stand; those of nobody stand among one's own."""
    if not people:
        return url_for("counselling.own")
    return url_for("people.person", person_id=people[0].id, tab="talks")


def _form(people: Sequence[Person], known: dict[str, Any]) -> ConsultationForm:
    """The form with who may have been there: the first one's household, the others, and whoever was looked for."""
    viewer = current_viewer()
    form = ConsultationForm(data=known)
    household = household_members(viewer, people[0]) if people else []
    names = {str(card.person_id): card.name_with_age(today()) for card in household}
    others = [person.id for person in people] + [card.person_id for card in _looked_for(form)]
    there = get_people(viewer, [*others, *form.present_ids])
    names |= {str(one.id): _told_apart(card_of(one.id)) for one in there if str(one.id) not in names}
    members = get_people(viewer, (uuid.UUID(person_id) for person_id in names))
    keys().prefetch(member.id for member in members)
    spoken = [code for member in members for code in member.languages or [] if not is_unreadable(code)]
    form.offer(names.items(), spoken)
    return form


def _looked_for(form: ConsultationForm) -> list[Card]:
    """The best hits for the words typed; that they were shown stands in the trail."""
    if not form.looked_for:
        return []
    found = find_people(current_viewer(), form.looked_for)[:FOUND_SHOWN]
    witness("people:register:searched", words=form.looked_for, filters={}, found=len(found))
    form.found_nobody = not found
    return found


def _told_apart(card: Card) -> str:
    return f"{card.name_with_age(today())} · {card.case_number}"


def _witness_opened(talk: Consultation) -> None:
    for subject in talk.person_ids or [talk.talk_id]:
        witness("counselling:consultation:opened", subject=subject, talk=str(talk.talk_id))


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


def _edit_page(form: ConsultationForm, talk: Consultation, people: Sequence[Person]) -> str:
    return render_template(
        "counselling/edit.html",
        form=form,
        talk=talk,
        people=people,
        back=_page_of(people),
        standing=standing_for_each(talk, people),
    )
