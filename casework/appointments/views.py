"""Planning an appointment, changing it, putting it off, ticking it off."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.appointments import (
    calendar_views,
    declarations,
    feed_views,
    handover_views,
    operations,
    queries,
    record_kinds,
    trail,
)
from casework.appointments.blueprint import blueprint
from casework.appointments.forms import AppointmentForm, MoveForm, OwnAppointmentForm, as_known
from casework.appointments.models import Appointment
from casework.database.moments import today
from casework.people.models import Person
from casework.people.queries import get_people, household_members
from casework.people.scope import get_person
from casework.vocabulary.working_days import working_day_after
from casework.web.filters import asked_day
from casework.web.navigation import home_address
from casework.web.notices import say
from casework.web.way_back import way_back

__all__ = ["blueprint", "calendar_views", "feed_views", "handover_views"]
declarations.declare()
record_kinds.declare()

PUT_OFF_BY: dict[str, Callable[[date], date]] = {
    "day": working_day_after,
    "week": lambda day: day + timedelta(weeks=1),
}
Page = Response | tuple[str, int]


@blueprint.route("/people/<uuid:person_id>/appointments/new", methods=["GET", "POST"])
@requires(Permission.APPOINTMENTS_APPOINTMENT_WRITE)
def new(person_id: uuid.UUID) -> Page:
    """Plan something with a person and whoever of the household it is about; ?all=1 ticks everybody."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    present = household_members(viewer, person) if "all" in request.args else []
    ticked = [str(card.person_id) for card in present] or [str(person.id)]
    form = _form(person, [], {"planned_on": asked_day("on"), "present": ticked})
    if form.validate_on_submit() and form.accepts(
        lambda: _appoint(form, get_people(viewer, form.present_ids))
    ):
        say(_("Der Termin steht im Kalender."))
        return redirect(way_back(url_for("people.person", person_id=person_id)))
    return render_template("appointments/new.html", form=form, person=person), form.status


@blueprint.route("/appointments/new", methods=["GET", "POST"])
@requires(Permission.APPOINTMENTS_APPOINTMENT_WRITE)
def new_own() -> Page:
    """Plan something that is about nobody."""
    form = OwnAppointmentForm(data={"planned_on": asked_day("on")})
    if form.validate_on_submit() and form.accepts(lambda: _appoint(form, [])):
        say(_("Der Termin steht im Kalender."))
        return redirect(way_back(home_address()))
    return render_template("appointments/new_own.html", form=form), form.status


@blueprint.route("/appointments/<uuid:appointment_id>", methods=["GET", "POST"])
@requires(Permission.APPOINTMENTS_APPOINTMENT_WRITE)
def edit(appointment_id: uuid.UUID) -> Page:
    """Change an appointment."""
    appointment = _opened(appointment_id)
    people = get_people(current_viewer(), appointment.person_ids)
    form = _edit_form(appointment, people)
    if form.validate_on_submit() and form.accepts(
        lambda: operations.change(appointment, form.details(), _invited(form, appointment, people))
    ):
        say(_("Der Termin ist geändert."))
        return redirect(_back(people))
    return _edit_page(form, appointment, people), form.status


@blueprint.post("/appointments/<uuid:appointment_id>/move")
@requires(Permission.APPOINTMENTS_APPOINTMENT_WRITE)
def move(appointment_id: uuid.UUID) -> Page:
    """Put it off to the next working day, by a week, to a day, or back to where it was (?to=)."""
    appointment = _opened(appointment_id)
    people = get_people(current_viewer(), appointment.person_ids)
    form = MoveForm()
    before, later = appointment.planned_on, PUT_OFF_BY.get(request.form.get("by", ""))
    day = later(max(before, today())) if later else asked_day("to") or (form.validate() and form.to.data)
    if day and form.accepts(lambda: operations.move(appointment, day)):
        _say_moved(appointment, before)
        return redirect(_back(people))
    edit_form = _edit_form(appointment, people, is_new=True)
    return _edit_page(edit_form, appointment, people, move_form=form), form.status


@blueprint.post("/appointments/<uuid:appointment_id>/done")
@requires(Permission.APPOINTMENTS_APPOINTMENT_WRITE)
def done(appointment_id: uuid.UUID) -> Response:
    """Tick it off."""
    return _ended(appointment_id, operations.tick_off, _("Der Termin ist erledigt."))


@blueprint.post("/appointments/<uuid:appointment_id>/cancel")
@requires(Permission.APPOINTMENTS_APPOINTMENT_WRITE)
def cancel(appointment_id: uuid.UUID) -> Response:
    """It does not take place."""
    return _ended(appointment_id, operations.cancel, _("Der Termin ist abgesagt."))


@blueprint.post("/appointments/<uuid:appointment_id>/reopen")
@requires(Permission.APPOINTMENTS_APPOINTMENT_WRITE)
def reopen(appointment_id: uuid.UUID) -> Response:
    """It waits again."""
    appointment = _opened(appointment_id)
    operations.reopen(appointment)
    say(_("Der Termin ist wieder offen."))
    return redirect(_back(get_people(current_viewer(), appointment.person_ids)))


def _ended(appointment_id: uuid.UUID, act: Callable[[Appointment], None], sentence: str) -> Response:
    appointment = _opened(appointment_id)
    act(appointment)
    say(sentence, undo_url=url_for("appointments.reopen", appointment_id=appointment.id))
    return redirect(_back(get_people(current_viewer(), appointment.person_ids)))


def _say_moved(appointment: Appointment, before: date) -> None:
    after = f"{appointment.planned_on:%d.%m.%Y}"
    undo = url_for("appointments.move", appointment_id=appointment.id, to=f"{before:%d.%m.%Y}")
    say(_("Der Termin ist verschoben auf den %(day)s.", day=after), undo_url=undo)


def _opened(appointment_id: uuid.UUID) -> Appointment:
    appointment = queries.get_appointment(current_viewer(), appointment_id)
    trail.witness("appointments:appointment:opened", appointment)
    return appointment


def _appoint(form: OwnAppointmentForm, people: list[Person]) -> Appointment:
    viewer = current_viewer()
    said = form.details()
    return operations.appoint(
        municipality_id=viewer.municipality_id,
        owner_id=viewer.user_id,
        people=people,
        day=said.pop("planned_on"),
        **said,
    )


def _form(
    person: Person, others: list[Person], known: dict[str, Any], *, is_new: bool = False
) -> AppointmentForm:
    """The form with everybody it may be about: the household, and whom it is about besides."""
    members = household_members(current_viewer(), person)
    names = {str(card.person_id): card.name_with_age(today()) for card in members}
    names |= {str(other.id): other.full_name for other in others if str(other.id) not in names}
    form = AppointmentForm(formdata=None, data=known) if is_new else AppointmentForm(data=known)
    form.offer(names.items())
    return form


def _edit_form(appointment: Appointment, people: list[Person], *, is_new: bool = False) -> OwnAppointmentForm:
    known = as_known(appointment, people)
    if people:
        return _form(people[0], people, known, is_new=is_new).of(appointment)
    form = OwnAppointmentForm(formdata=None, data=known) if is_new else OwnAppointmentForm(data=known)
    return form.of(appointment)


def _invited(form: OwnAppointmentForm, appointment: Appointment, shown: list[Person]) -> list[Person] | None:
    """Who is ticked, and whom it is about without this viewer being allowed to know; None for nobody at all.

    Who stands there already stays under the record under which they stood.
    """
    if not isinstance(form, AppointmentForm):
        return None
    ticked = {person.id: person for person in get_people(current_viewer(), form.present_ids)}
    seen = {person.id for person in shown}
    there = [attendee.person for attendee in appointment.attendees]
    stay = [one for one in there if one.leading.id in ticked or one.leading.id not in seen]
    here = {one.leading.id for one in stay}
    return [*(person for person in ticked.values() if person.id not in here), *stay]


def _back(people: list[Person]) -> str:
    here = url_for("people.person", person_id=people[0].id) if people else home_address()
    return way_back(here)


def _edit_page(
    form: OwnAppointmentForm,
    appointment: Appointment,
    people: list[Person],
    *,
    move_form: MoveForm | None = None,
) -> str:
    return render_template(
        "appointments/edit.html",
        form=form,
        move_form=move_form or MoveForm(formdata=None),
        appointment=appointment,
        person=people[0] if people else None,
    )
