"""Absences and who stands in: one's own, or those of the team."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.accounts.blueprint import blueprint
from casework.accounts.queries import get_user, users_of
from casework.accounts.substitution_forms import SubstitutionForm
from casework.accounts.substitutions import (
    LEAD_CASES,
    end_substitution,
    get_substitution,
    substitute,
    substitutions_seen_by,
)
from casework.web.notices import say


@blueprint.route("/account/substitutions", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_SUBSTITUTION_ENTER)
def substitutions() -> Response | tuple[str, int]:
    """Who stands in for whom, and a form for the next absence."""
    viewer = current_viewer()
    form = SubstitutionForm(data={"absent_id": str(viewer.user_id)})
    colleagues = users_of(viewer.municipality_id, *LEAD_CASES, active_only=True)
    leads = viewer.may(Permission.ACCOUNTS_SUBSTITUTION_MANAGE)
    form.offer(
        [user for user in colleagues if leads or user.id == viewer.user_id],
        [user for user in colleagues if user.id != viewer.user_id],
    )
    if form.validate_on_submit() and form.accepts(lambda: _enter(form)):
        say(_("Die Vertretung ist eingetragen."))
        return redirect(url_for("accounts.substitutions"))
    found = substitutions_seen_by(viewer)
    return render_template("accounts/substitutions.html", form=form, substitutions=found), form.status


@blueprint.post("/account/substitutions/<uuid:substitution_id>/end")
@requires(Permission.ACCOUNTS_SUBSTITUTION_ENTER)
def end_of_substitution(substitution_id: uuid.UUID) -> Response:
    """It holds no longer."""
    end_substitution(get_substitution(current_viewer(), substitution_id))
    say(_("Die Vertretung ist beendet."))
    return redirect(url_for("accounts.substitutions"))


def _enter(form: SubstitutionForm) -> None:
    viewer = current_viewer()
    substitute(
        viewer,
        get_user(viewer.municipality_id, form.asked_absent_id),
        get_user(viewer.municipality_id, form.asked_substitute_id),
        starts_on=form.starts_on.data,  # type: ignore[arg-type]
        ends_on=form.ends_on.data,  # type: ignore[arg-type]
    )
