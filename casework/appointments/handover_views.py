"""What everybody of the team has in hand, and handing it over fifty cases at a time."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.accounts.models import User
from casework.accounts.queries import get_user, users_of
from casework.accounts.substitutions import LEAD_CASES, find_absence
from casework.appointments.blueprint import blueprint
from casework.appointments.caseload_queries import appointments_in_hand, caseloads, handover_steps
from casework.appointments.handing_over import get_handover, hand_over, undo_handover
from casework.appointments.handover_forms import HandoverForm
from casework.appointments.handover_models import Handover
from casework.audit.trail import witness
from casework.database.moments import today
from casework.people.queries import get_people
from casework.web.navigation import menu_entry
from casework.web.notices import say
from casework.web.paging import page_of

menu_entry(
    lazy_gettext("Fälle übergeben"),
    "appointments.caseload",
    Permission.APPOINTMENTS_CASELOAD_HAND_OVER,
    48,
    argument="user_id",
    below="people.register",
)


@blueprint.get("/caseloads")
@requires(Permission.APPOINTMENTS_CASELOAD_HAND_OVER)
def caseload() -> str:
    """Who has how much in hand; whoever has left and still leads cases stands out."""
    return render_template(
        "appointments/caseload.html", page=page_of(caseloads(current_viewer().municipality_id))
    )


@blueprint.route("/caseloads/<uuid:user_id>", methods=["GET", "POST"])
@requires(Permission.APPOINTMENTS_CASELOAD_HAND_OVER)
def hand_over_cases(user_id: uuid.UUID) -> Response | tuple[str, int]:
    """Hand cases of somebody over to a colleague: chosen, looked at once more, done; again until none is left."""
    viewer = current_viewer()
    giver = get_user(viewer.municipality_id, user_id)
    form = HandoverForm(data={"on": today()})
    page = page_of(handover_steps(viewer, giver, form.on.data or today()), size=1)
    step = page.items[0] if page.items else []
    form.offer(step, _takers(giver))
    witness("appointments:caseload:listed", about=giver.id, shown=len(step))
    planned = None
    if not form.choose_anew.data and form.validate_on_submit():
        if form.was_previewed():
            act = form.attempt(lambda: _hand_over(giver, form))
            if act:
                return _told(act, len(form.person_ids))
        planned = _planned(giver, form)
    return render_template(
        "appointments/hand_over_cases.html", form=form, giver=giver, page=page, planned=planned
    ), form.status


@blueprint.post("/caseloads/undo/<uuid:handover_id>")
@requires(Permission.APPOINTMENTS_CASELOAD_HAND_OVER)
def undo_hand_over(handover_id: uuid.UUID) -> Response:
    """Cases and appointments go back to where they were."""
    act = get_handover(current_viewer().municipality_id, handover_id)
    undo_handover(act)
    say(_("Die Übergabe ist rückgängig gemacht."))
    return redirect(url_for("appointments.hand_over_cases", user_id=act.giver_id))


def _takers(giver: User) -> list[User]:
    colleagues = users_of(giver.municipality_id, *LEAD_CASES, active_only=True)
    return [user for user in colleagues if user.id != giver.id]


def _planned(giver: User, form: HandoverForm) -> dict[str, object]:
    """What would pass over to whom, and whether they are there to take it."""
    on = form.on.data or today()
    people = get_people(current_viewer(), form.person_ids)
    records = {record_id for person in people for record_id in person.record_ids}
    appointments = len(appointments_in_hand(giver, on, records))
    taker = get_user(giver.municipality_id, form.asked_taker_id)
    return {
        "what": _counted(len(people), appointments),
        "number": len(people) + appointments,
        "taker": taker.name,
        "absence": find_absence(taker.id, max(on, today())),
    }


def _counted(cases: int, appointments: int) -> str:
    """5 Fälle und 1 Termin."""
    words = ngettext("%(num)s Fall", "%(num)s Fälle", cases)
    if not appointments:
        return str(words)
    return str(
        _(
            "%(cases)s und %(appointments)s",
            cases=words,
            appointments=ngettext("%(num)s Termin", "%(num)s Termine", appointments),
        )
    )


def _hand_over(giver: User, form: HandoverForm) -> Handover:
    viewer = current_viewer()
    taker = get_user(viewer.municipality_id, form.asked_taker_id)
    return hand_over(giver, taker, get_people(viewer, form.person_ids), on=form.on.data or today())


def _told(act: Handover, cases: int) -> Response:
    sentence = ngettext(
        "%(what)s ist an %(name)s übergeben.",
        "%(what)s sind an %(name)s übergeben.",
        cases + len(act.passed),
        what=_counted(cases, len(act.passed)),
        name=get_user(act.municipality_id, act.taker_id).name,
    )
    say(sentence, undo_url=url_for("appointments.undo_hand_over", handover_id=act.id))
    return redirect(url_for("appointments.hand_over_cases", user_id=act.giver_id))
