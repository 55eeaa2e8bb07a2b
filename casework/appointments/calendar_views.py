"""The calendar: a month at a glance, a week as a list."""

from datetime import timedelta

from flask import render_template
from flask_babel import lazy_gettext

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.appointments.blueprint import blueprint
from casework.appointments.calendar import WEEK, days_with, monday_of, month_of, within_calendar
from casework.audit.trail import witness
from casework.database.moments import today
from casework.people.page import scheduled_for
from casework.vocabulary.working_days import closed_on
from casework.web.filters import asked_day
from casework.web.navigation import menu_entry
from casework.web.paging import page_of

menu_entry(
    lazy_gettext("Kalender"),
    "appointments.calendar",
    Permission.APPOINTMENTS_APPOINTMENT_WRITE,
    15,
    below="deadlines.day",
)

blueprint.add_app_template_filter(closed_on)


@blueprint.get("/calendar")
@requires(Permission.APPOINTMENTS_APPOINTMENT_WRITE)
def calendar() -> str:
    """The month of a day (?on=) with everything dated of the viewer's own."""
    viewer = current_viewer()
    shown = month_of(viewer, within_calendar(asked_day("on") or today()))
    witness("appointments:calendar:opened", first=shown.first.isoformat(), shown=shown.total)
    return render_template("appointments/calendar.html", month=shown, today=today())


@blueprint.get("/calendar/week")
@requires(Permission.APPOINTMENTS_APPOINTMENT_WRITE)
def week() -> str:
    """The week of a day (?on=), day by day."""
    monday = monday_of(within_calendar(asked_day("on") or today()))
    page = page_of(scheduled_for(current_viewer(), monday, monday + WEEK - timedelta(days=1)))
    witness("appointments:calendar:opened", first=monday.isoformat(), shown=len(page.items))
    return render_template(
        "appointments/week.html",
        page=page,
        days=days_with(monday, WEEK.days, page.items),
        monday=monday,
        week=WEEK,
        today=today(),
    )
