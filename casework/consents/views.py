"""Pages on which a consent is recorded, corrected and taken back."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.consents import declarations, operations, queries, record_kinds, release_views
from casework.consents.blueprint import blueprint
from casework.consents.forms import ConsentForm, RevokeForm, known_values, new_values
from casework.consents.models import Consent
from casework.consents.offering import prepared
from casework.database.moments import today
from casework.partners.queries import get_partner
from casework.people.queries import get_people
from casework.people.scope import get_person
from casework.vocabulary.consents import PURPOSES
from casework.web.notices import say
from casework.web.way_back import way_back

__all__ = ["blueprint", "release_views"]

declarations.declare()
record_kinds.declare()

Page = Response | tuple[str, int]


@blueprint.route("/people/<uuid:person_id>/consents/new", methods=["GET", "POST"])
@requires(Permission.CONSENTS_CONSENT_WRITE)
def new(person_id: uuid.UUID) -> Page:
    """Record what one or several of a household consent to."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    form = prepared(ConsentForm(data=new_values(person.id, request.args)), person, with_people=True)
    if form.validate_on_submit() and form.accepts(lambda: _give(form)):
        say(_("Die Einwilligung ist festgehalten."))
        return redirect(way_back(url_for("people.person", person_id=person.id, tab="consents")))
    return render_template("consents/new.html", form=form, person=person), form.status


def _give(form: ConsentForm) -> list[Consent]:
    """A consent of each of those who were ticked."""
    viewer, details = current_viewer(), form.details()
    partner = get_partner(viewer.municipality_id, details["partner_id"])
    return [operations.give_consent(one, partner, details) for one in get_people(viewer, form.person_ids)]


@blueprint.route("/consents/<uuid:consent_id>", methods=["GET", "POST"])
@requires(Permission.CONSENTS_CONSENT_WRITE)
def edit(consent_id: uuid.UUID) -> Page:
    """Correct how a consent was recorded; the earlier version is kept."""
    consent = queries.get_consent(current_viewer(), consent_id)
    person = consent.person.leading
    witness("consents:consent:opened", subject=person.id, consent=str(consent_id))
    form = prepared(ConsentForm(data=known_values(consent, operations.OF_CONSENT)), person).of(consent)
    if form.validate_on_submit() and form.accepts(
        lambda: operations.correct_consent(consent, form.details())
    ):
        say(_("Die Einwilligung ist berichtigt; die frühere Fassung bleibt aufbewahrt."))
        return redirect(way_back(url_for("people.person", person_id=person.id, tab="consents")))
    page = render_template("consents/edit.html", form=form, consent=consent, person=person, on=today())
    return page, form.status


@blueprint.route("/consents/<uuid:consent_id>/revoke", methods=["GET", "POST"])
@requires(Permission.CONSENTS_CONSENT_WRITE)
def revoke(consent_id: uuid.UUID) -> Page:
    """Take a consent back: from then on nothing more goes out."""
    consent = queries.get_consent(current_viewer(), consent_id)
    person, form = consent.person.leading, RevokeForm(data={"revoked_on": today()})
    if form.validate_on_submit() and form.accepts(
        lambda: operations.revoke_consent(consent, **form.details())
    ):
        say(_("Der Widerruf ist festgehalten. Ab sofort gehen keine Daten mehr an diese Stelle."))
        return redirect(way_back(url_for("people.person", person_id=person.id, tab="consents")))
    page = render_template(
        "consents/revoke.html", form=form, consent=consent, person=person, purposes=PURPOSES
    )
    return page, form.status
