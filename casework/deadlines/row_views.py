"""What is done with a row of Mein Tag: put it off and bring it back; and who is asked about for want of a talk."""

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.database.moments import today
from casework.deadlines.blueprint import Page, blueprint
from casework.deadlines.day import operations, put_off
from casework.deadlines.day.forms import LaterForm, TalkGapForm
from casework.deadlines.day.gathering import get_row
from casework.web.navigation import home_address
from casework.web.notices import say


@blueprint.route("/day/<row>/later", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_OWN)
def later(row: str) -> Page:
    """Put a row off until a day, with a reason."""
    viewer = current_viewer()
    found = get_row(viewer, row)
    form = LaterForm.of_row(found, today())
    if form.validate_on_submit():
        details = form.details()
        if form.accepts(lambda: operations.put_off(viewer.municipality_id, found, **details)):
            sentence = _("Zurückgestellt bis %(day)s.", day=f"{details['until_on']:%d.%m.%Y}")
            say(sentence, undo_url=url_for("deadlines.bring_back", row=row))
            return redirect(home_address())
    return render_template("deadlines/later.html", form=form, row=found), form.status


@blueprint.post("/day/<row>/back")
@requires(Permission.ACCOUNTS_OWN)
def bring_back(row: str) -> Response:
    """Let what was put off stand in its place again."""
    operations.bring_back(get_row(current_viewer(), row))
    say(_("Der Eintrag steht wieder an seinem Platz."))
    return redirect(home_address())


@blueprint.route("/day/talk-gap", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_FIELDS_SWITCH)
def talk_gap() -> Page:
    """After how many months without a talk somebody is asked about, here."""
    town = current_viewer().municipality_id
    form = TalkGapForm(data={"months": put_off.gap_months(town)}).of(put_off.find_gap(town))
    if form.validate_on_submit() and form.accepts(lambda: operations.ask_after(town, form.months.data or 0)):
        say(_("Der Abstand ist gespeichert."))
        return redirect(url_for("deadlines.talk_gap"))
    return render_template("deadlines/talk_gap.html", form=form), form.status
