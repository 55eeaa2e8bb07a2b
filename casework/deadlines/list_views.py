"""The list of all deadlines of the people somebody may know of."""

from flask import render_template, request
from flask_babel import gettext as _

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.accounts.queries import users_of
from casework.accounts.substitutions import LEAD_CASES
from casework.audit.trail import witness
from casework.database.moments import today
from casework.deadlines.blueprint import blueprint
from casework.deadlines.shown.leads import names_of
from casework.deadlines.shown.town import NOBODY, OVERDUE, Asked, rows
from casework.deadlines.shown.urgency import WORDS
from casework.vocabulary.deadlines import CLOCKS
from casework.web.paging import page_of


@blueprint.get("/deadlines")
@requires(Permission.DEADLINES_DEADLINE_READ)
def overview() -> str:
    """What runs for the people of one's cases, or of the town; filters stand in the address."""
    viewer = current_viewer()
    asked = Asked(*(request.args.get(key, "") for key in ("clock", "due", "lead")))
    page = page_of(rows(viewer, asked, today()))
    witness("deadlines:list:opened", due=asked.due, lead=asked.lead, found=page.total, page=page.number)
    return render_template(
        "deadlines/overview.html",
        page=page,
        asked=asked,
        day=today(),
        names=names_of(viewer.municipality_id),
        clocks=[("", _("alle")), *CLOCKS.choices()],
        dues=_dues(),
        leads=_leads(viewer),
        words=WORDS,
    )


def _dues() -> list[tuple[str, str]]:
    """How near the end may be; what is overdue is nearer than any day to come."""
    return [
        ("", _("alle")),
        (OVERDUE, _("überfällig")),
        ("30", _("in den nächsten 30 Tagen")),
        ("90", _("in den nächsten 90 Tagen")),
    ]


def _leads(viewer: Viewer) -> list[tuple[str, str]]:
    """Whose cases a team lead may choose; nothing for who sees their own alone."""
    if viewer.sees_own_cases_only:
        return []
    users = users_of(viewer.municipality_id, *LEAD_CASES, active_only=True)
    return [("", _("alle")), (NOBODY, _("ohne Zuständige")), *((str(user.id), user.name) for user in users)]
