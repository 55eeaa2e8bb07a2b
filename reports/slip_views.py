"""The slip a client takes along: for a referral, and for any appointment with somebody."""

import uuid
from collections.abc import Sequence

from flask import Response, render_template

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.appointments.models import Appointment
from casework.appointments.queries import get_appointment
from casework.audit.requests import only_looks
from casework.audit.trail import witness
from casework.organisation.queries import letterhead_of
from casework.people.models import Person
from casework.people.queries import get_people
from casework.referrals.link_queries import proposed_of
from casework.referrals.models import Referral
from casework.referrals.queries import get_referral
from casework.referrals.reference import reference_of
from casework.vocabulary.partners import ACCESSIBILITY
from casework.vocabulary.phrases.languages import sheet_for
from casework.web.downloads import download
from reports import render
from reports.appointment_slip import AppointmentSlip, Destination
from reports.bilingual import sheet_of
from reports.blueprint import blueprint
from reports.slip_forms import SlipForm

Page = Response | tuple[str, int]


@blueprint.route("/referrals/<uuid:referral_id>/slip", methods=["GET", "POST"])
@requires(Permission.REFERRALS_REFERRAL_WRITE)
@only_looks
def referral_slip(referral_id: uuid.UUID) -> Page:
    """The way to a partner: an appointment, or when it is open."""
    referral = get_referral(current_viewer(), referral_id)
    form = SlipForm.as_known(_known_of_referral(referral))
    if form.validate_on_submit():
        witness("reports:slip:made", subject=referral.person_id, referral=str(referral.id))
        return _printed(_referral_slip(form, referral))
    return render_template("reports/referral_slip.html", form=form, referral=referral), form.status


@blueprint.route("/appointments/<uuid:appointment_id>/slip", methods=["GET", "POST"])
@requires(Permission.APPOINTMENTS_APPOINTMENT_WRITE)
@only_looks
def appointment_slip(appointment_id: uuid.UUID) -> Page:
    """The way to an appointment with somebody."""
    viewer = current_viewer()
    appointment = get_appointment(viewer, appointment_id)
    people = get_people(viewer, appointment.person_ids)
    form = SlipForm.as_known(_known_of_appointment(appointment, people))
    if form.validate_on_submit():
        for person in people:
            witness("reports:slip:made", subject=person.id, appointment=str(appointment.id))
        return _printed(_slip(form, Destination(form.place.data or "", form.address.data or "")))
    return render_template("reports/appointment_slip.html", form=form, appointment=appointment), form.status


def _known_of_referral(referral: Referral) -> dict[str, object]:
    """Where the partner is; when, if they have proposed something. What it is about is for the caseworker to say."""
    day, clock = proposed_of(referral)
    return {
        "language": _language_of([referral.person.leading]),
        "place": referral.partner.name,
        "address": referral.partner.address,
        "access": ", ".join(ACCESSIBILITY.label(code) for code in referral.partner.accessibility),
        "day": day,
        "clock": clock,
    }


def _known_of_appointment(appointment: Appointment, people: Sequence[Person]) -> dict[str, object]:
    return {
        "language": _language_of(people),
        "place": appointment.place,
        "day": appointment.planned_on,
        "clock": appointment.starts_at,
        "about": appointment.title,
    }


def _language_of(people: Sequence[Person]) -> str:
    return sheet_for(*(language for person in people for language in person.languages or ()))


def _referral_slip(form: SlipForm, referral: Referral) -> AppointmentSlip:
    partner = referral.partner
    to = Destination(form.place.data or "", form.address.data or "", partner.phone or "", partner.hours)
    return _slip(form, to, reference=reference_of(referral.id), sends_data=referral.sends_data)


def _slip(
    form: SlipForm, destination: Destination, *, reference: str = "", sends_data: bool | None = None
) -> AppointmentSlip:
    viewer = current_viewer()
    return AppointmentSlip(
        sheet=sheet_of(viewer.municipality_id, "slip", form.language.data),
        letterhead=letterhead_of(viewer.municipality_id),
        writer=viewer.user_name,
        destination=destination,
        day=form.day.data,
        clock=form.clock.data if form.day.data else None,
        access=form.access.data or "",
        bring=form.bring.data or (),
        bring_besides=form.bring_besides.data or "",
        about=form.about.data or "",
        reference=reference,
        sends_data=sends_data,
    )


def _printed(slip: AppointmentSlip) -> Response:
    return download(render.pdf(slip.html()), render.KIND, "terminzettel.pdf")
