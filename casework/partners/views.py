"""The directory of partners, referring a person to one, and noting what came of it."""

import uuid

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.database.moments import today
from casework.partners import declarations, operations, queries, record_kinds
from casework.partners.forms import PartnerForm, ReferralForm, ReferralStateForm
from casework.partners.models import Partner
from casework.people.scope import get_person
from casework.vocabulary.counselling import PARTNER_KINDS, REFERRAL_STATES
from casework.web.navigation import menu_entry
from casework.web.notices import say
from casework.web.paging import page_of
from casework.web.way_back import way_back

blueprint = Blueprint("partners", __name__)
declarations.declare()
record_kinds.declare()
menu_entry(lazy_gettext("Partner"), "partners.directory", Permission.PARTNERS_PARTNER_READ, 40)

Page = Response | tuple[str, int]


@blueprint.get("/partners")
@requires(Permission.PARTNERS_PARTNER_READ)
def directory() -> str:
    """The directory, narrowed by kind and words."""
    kind, words = request.args.get("kind", ""), request.args.get("q", "")
    found = queries.directory(current_viewer().municipality_id, kind, words)
    return render_template(
        "partners/directory.html", page=page_of(found), kinds=PARTNER_KINDS, kind=kind, words=words
    )


@blueprint.route("/partners/new", methods=["GET", "POST"])
@requires(Permission.PARTNERS_PARTNER_EDIT)
def new() -> Page:
    """Put an organisation into the directory."""
    viewer, form = current_viewer(), PartnerForm()
    if form.validate_on_submit() and form.accepts(
        lambda: operations.enter_partner(viewer.municipality_id, form.details())
    ):
        say(_("Die Stelle steht jetzt im Partnerverzeichnis."))
        return redirect(way_back(url_for("partners.directory")))
    return render_template("partners/new.html", form=form), form.status


@blueprint.route("/partners/<uuid:partner_id>", methods=["GET", "POST"])
@requires(Permission.PARTNERS_PARTNER_EDIT)
def edit(partner_id: uuid.UUID) -> Page:
    """Correct what the directory says."""
    partner = queries.get_partner(current_viewer().municipality_id, partner_id)
    form = PartnerForm(obj=partner).of(partner)
    if form.validate_on_submit() and form.accepts(lambda: operations.change_partner(partner, form.details())):
        say(_("Die Angaben zur Stelle sind gespeichert."))
        return redirect(way_back(url_for("partners.directory")))
    return render_template("partners/edit.html", form=form, partner=partner), form.status


@blueprint.route("/people/<uuid:person_id>/referrals/new", methods=["GET", "POST"])
@requires(Permission.PARTNERS_REFERRAL_WRITE)
def refer(person_id: uuid.UUID) -> Page:
    """Send a person on to a partner, known or new."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    form = ReferralForm(queries.partners_of(viewer.municipality_id), data={"referred_on": today()})
    if form.validate_on_submit() and form.accepts(
        lambda: operations.refer(person, _partner(form), case_manager_id=viewer.user_id, **form.details())
    ):
        say(_("Die Vermittlung ist festgehalten."))
        return redirect(way_back(url_for("people.person", person_id=person_id)))
    return render_template("partners/refer.html", form=form, person=person), form.status


def _partner(form: ReferralForm) -> Partner:
    """The chosen partner, or the new one after it was entered."""
    municipality_id = current_viewer().municipality_id
    if form.partner_id.data:
        return queries.get_partner(municipality_id, uuid.UUID(form.partner_id.data))
    return operations.enter_partner(
        municipality_id, {"name": form.new_partner.data, "kind": form.new_partner_kind.data}
    )


@blueprint.route("/referrals/<uuid:referral_id>/state", methods=["GET", "POST"])
@requires(Permission.PARTNERS_REFERRAL_WRITE)
def referral_state(referral_id: uuid.UUID) -> Page:
    """Note how far a referral has come."""
    referral = queries.get_referral(current_viewer(), referral_id)
    witness("partners:referral:opened", subject=referral.person_id, referral=str(referral.id))
    form = ReferralStateForm.as_known(referral, today()).of(
        referral.state_then() or referral, "state", "feedback_due_on"
    )
    if form.validate_on_submit() and form.accepts(
        lambda: operations.record_state(referral, **form.details())
    ):
        say(_("Der Stand der Vermittlung ist notiert."))
        return redirect(way_back(url_for("people.person", person_id=referral.person_id, tab="referrals")))
    return render_template(
        "partners/referral_state.html", form=form, referral=referral, states=REFERRAL_STATES
    ), form.status
