"""Referring a person to a partner, and noting what came of it."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.database.moments import today
from casework.partners.models import Partner
from casework.partners.operations import enter_partner
from casework.partners.queries import get_partner, partners_of
from casework.people.scope import get_person
from casework.referrals import (
    declarations,
    link_declarations,
    link_views,
    operations,
    queries,
    record_kinds,
)
from casework.referrals.blueprint import blueprint
from casework.referrals.forms import ReferralForm, ReferralStateForm
from casework.vocabulary.counselling import REFERRAL_STATES
from casework.web.notices import say
from casework.web.way_back import way_back

__all__ = ["blueprint", "link_views"]
declarations.declare()
link_declarations.declare()
record_kinds.declare()

Page = Response | tuple[str, int]


@blueprint.route("/people/<uuid:person_id>/referrals/new", methods=["GET", "POST"])
@requires(Permission.REFERRALS_REFERRAL_WRITE)
def refer(person_id: uuid.UUID) -> Page:
    """Send a person on to a partner, known or new."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    form = ReferralForm(partners_of(viewer.municipality_id), data={"referred_on": today()})
    if form.validate_on_submit() and form.accepts(
        lambda: operations.refer(person, _partner(form), case_manager_id=viewer.user_id, **form.details())
    ):
        say(_("Die Vermittlung ist festgehalten."))
        return redirect(way_back(url_for("people.person", person_id=person_id)))
    return render_template("referrals/refer.html", form=form, person=person), form.status


def _partner(form: ReferralForm) -> Partner:
    """The chosen partner, or the new one after it was entered."""
    municipality_id = current_viewer().municipality_id
    if form.partner_id.data:
        return get_partner(municipality_id, uuid.UUID(form.partner_id.data))
    return enter_partner(municipality_id, {"name": form.new_partner.data, "kind": form.new_partner_kind.data})


@blueprint.route("/referrals/<uuid:referral_id>/state", methods=["GET", "POST"])
@requires(Permission.REFERRALS_REFERRAL_WRITE)
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
        "referrals/referral_state.html", form=form, referral=referral, states=REFERRAL_STATES
    ), form.status
