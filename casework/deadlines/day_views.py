"""Mein Tag, the page everybody opens first."""

from datetime import timedelta

from flask import render_template

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.database.moments import today
from casework.deadlines.blueprint import blueprint
from casework.people import page

DUE_WITHIN = timedelta(days=7)


@blueprint.get("/")
@requires(Permission.ACCOUNTS_OWN)
def day() -> str:
    """What this role does first."""
    viewer = current_viewer()
    return render_template(
        "deadlines/day.html",
        today=today(),
        due=page.due_for(viewer, today() + DUE_WITHIN),
        top=page.home_cards(viewer, "top"),
        cards=page.home_cards(viewer),
        reads_people=viewer.may(Permission.PEOPLE_PERSON_READ),
        leads_cases=viewer.sees_own_cases_only,
    )
