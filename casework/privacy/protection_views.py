"""Pages on which somebody is said to be protected, and on which that is corrected, taken back and lifted."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.database.moments import today
from casework.people.models import Person
from casework.people.scope import get_person
from casework.privacy import protecting
from casework.privacy.blueprint import blueprint
from casework.privacy.protection_forms import ProtectionForm, RetractForm
from casework.privacy.protections import get_protection
from casework.web.notices import say

Page = Response | tuple[str, int]


@blueprint.route("/people/<uuid:person_id>/protections/new", methods=["GET", "POST"])
@requires(Permission.PRIVACY_PROTECTION_WRITE)
def protect(person_id: uuid.UUID) -> Page:
    """Say that a person is protected; from then on narrower rights apply."""
    person = get_person(current_viewer(), person_id)
    form = ProtectionForm(data={"starts_on": today()})
    if form.validate_on_submit() and form.accepts(lambda: protecting.protect(person, form.details())):
        say(_("Die Angabe ist festgehalten."))
        return redirect(_tab_of(person))
    return render_template("privacy/protect.html", form=form, person=person), form.status


@blueprint.route("/people/<uuid:person_id>/protections/<uuid:protection_id>", methods=["GET", "POST"])
@requires(Permission.PRIVACY_PROTECTION_WRITE)
def edit_protection(person_id: uuid.UUID, protection_id: uuid.UUID) -> Page:
    """Correct what was stated, or say when it ends; the earlier version is kept."""
    person = get_person(current_viewer(), person_id)
    protection = get_protection(person, protection_id)
    witness("privacy:restriction:opened", subject=person.id)
    form = ProtectionForm(data=ProtectionForm.as_typed(protection)).of(protection)
    if form.validate_on_submit() and form.accepts(lambda: protecting.correct(protection, form.details())):
        say(_("Die Angabe ist berichtigt; die frühere Fassung bleibt aufbewahrt."))
        return redirect(_tab_of(person))
    page = render_template("privacy/edit_protection.html", form=form, person=person, protection=protection)
    return page, form.status


@blueprint.route("/people/<uuid:person_id>/protections/<uuid:protection_id>/retract", methods=["GET", "POST"])
@requires(Permission.PRIVACY_PROTECTION_WRITE)
def retract_protection(person_id: uuid.UUID, protection_id: uuid.UUID) -> Page:
    """Take back a statement that was never right, and say why."""
    person = get_person(current_viewer(), person_id)
    protection, form = get_protection(person, protection_id), RetractForm()
    witness("privacy:restriction:opened", subject=person.id)
    if form.validate_on_submit() and form.accepts(
        lambda: protecting.retract(protection, form.reason.data or "")
    ):
        say(_("Die Angabe ist zurückgenommen."))
        return redirect(_tab_of(person))
    page = render_template("privacy/retract_protection.html", form=form, person=person, protection=protection)
    return page, form.status


@blueprint.post("/people/<uuid:person_id>/protections/lift")
@requires(Permission.PRIVACY_PROTECTION_WRITE)
def lift_restriction(person_id: uuid.UUID) -> Response:
    """Let the usual rights apply to a person again."""
    person = get_person(current_viewer(), person_id)
    protecting.lift(person)
    say(_("Für diese Person gelten wieder die üblichen Rechte."))
    return redirect(_tab_of(person))


def _tab_of(person: Person) -> str:
    return url_for("people.person", person_id=person.id, tab="protection")
