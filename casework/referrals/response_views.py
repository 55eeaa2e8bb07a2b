"""How soon the partners of a town answer, beside one another."""

from flask import render_template
from flask_babel import lazy_gettext

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.database.moments import today
from casework.referrals.blueprint import blueprint
from casework.referrals.responses import by_partner, responses
from casework.web.navigation import menu_entry
from casework.web.paging import page_of

menu_entry(
    lazy_gettext("Rückmeldungen"),
    "referrals.compare_responses",
    Permission.REFERRALS_RESPONSES_READ,
    42,
    below="partners.directory",
)


@blueprint.get("/referrals/responses")
@requires(Permission.REFERRALS_RESPONSES_READ)
def compare_responses() -> str:
    """Who answers how soon, whoever keeps people waiting longest first."""
    viewer = current_viewer()
    rows = by_partner(viewer.municipality_id, responses(viewer.municipality_id, today()), today())
    witness("referrals:responses:compared", partners=len(rows))
    return render_template("referrals/compare_responses.html", page=page_of(rows))
