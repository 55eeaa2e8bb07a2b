"""Pages on which a release from secrecy is recorded, corrected and taken back."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.consents import operations, queries
from casework.consents.blueprint import blueprint
from casework.consents.forms import ReleaseForm, RevokeForm, known_values, new_values
from casework.consents.offering import prepared
from casework.database.moments import today
from casework.people.queries import get_people
from casework.people.scope import get_person
from casework.web.notices import say
from casework.web.way_back import way_back

Page = Response | tuple[str, int]


@blueprint.route("/people/<uuid:person_id>/secrecy-releases/new", methods=["GET", "POST"])
@requires(Permission.CONSENTS_CONSENT_WRITE)
def new_release(person_id: uuid.UUID) -> Page:
    """Record whom one or several of a household release from secrecy."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    form = prepared(ReleaseForm(data=new_values(person.id)), person, with_people=True)
    if form.validate_on_submit() and form.accepts(
        lambda: [operations.give_release(one, form.details()) for one in get_people(viewer, form.person_ids)]
    ):
        say(_("Die Schweigepflichtentbindung ist festgehalten."))
        return redirect(way_back(url_for("people.person", person_id=person.id, tab="consents")))
    return render_template("consents/new_release.html", form=form, person=person), form.status


@blueprint.route("/secrecy-releases/<uuid:release_id>", methods=["GET", "POST"])
@requires(Permission.CONSENTS_CONSENT_WRITE)
def edit_release(release_id: uuid.UUID) -> Page:
    """Correct how a release was recorded; the earlier version is kept."""
    release = queries.get_release(current_viewer(), release_id)
    person = release.person.leading
    witness("consents:release:opened", subject=person.id, release=str(release_id))
    form = prepared(ReleaseForm(data=known_values(release, operations.OF_RELEASE)), person).of(release)
    if form.validate_on_submit() and form.accepts(
        lambda: operations.correct_release(release, form.details())
    ):
        say(_("Die Schweigepflichtentbindung ist berichtigt; die frühere Fassung bleibt aufbewahrt."))
        return redirect(way_back(url_for("people.person", person_id=person.id, tab="consents")))
    page = render_template(
        "consents/edit_release.html", form=form, release=release, person=person, on=today()
    )
    return page, form.status


@blueprint.route("/secrecy-releases/<uuid:release_id>/revoke", methods=["GET", "POST"])
@requires(Permission.CONSENTS_CONSENT_WRITE)
def revoke_release(release_id: uuid.UUID) -> Page:
    """Take a release back: from then on nobody may speak on its ground."""
    release = queries.get_release(current_viewer(), release_id)
    person, form = release.person.leading, RevokeForm(data={"revoked_on": today()})
    if form.validate_on_submit() and form.accepts(
        lambda: operations.revoke_release(release, **form.details())
    ):
        say(_("Der Widerruf ist festgehalten. Ab sofort gilt wieder die Schweigepflicht."))
        return redirect(way_back(url_for("people.person", person_id=person.id, tab="consents")))
    page = render_template("consents/revoke_release.html", form=form, release=release, person=person)
    return page, form.status
