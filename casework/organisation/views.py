"""The pages on which a municipality says what it asks for and shows, and who writes its letters."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.organisation.forms import FieldsForm, LetterheadForm, WorkerFiguresForm
from casework.organisation.operations import ask_for, head_letters, show_single_workers
from casework.organisation.queries import find_worker_figures, letterhead_of, unasked_rows
from casework.web.navigation import menu_entry
from casework.web.notices import say

blueprint = Blueprint("organisation", __name__)
menu_entry(
    lazy_gettext("Felder"), "organisation.fields", Permission.ORGANISATION_FIELDS_SWITCH, 40, group="admin"
)
menu_entry(
    lazy_gettext("Briefkopf"),
    "organisation.letterhead",
    Permission.ORGANISATION_LETTERHEAD_WRITE,
    45,
    group="admin",
)
menu_entry(
    lazy_gettext("Zahlen je Mitarbeiter/in"),
    "organisation.worker_figures",
    Permission.ORGANISATION_WORKER_FIGURES_SWITCH,
    47,
    group="admin",
)


@blueprint.route("/fields", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_FIELDS_SWITCH)
def fields() -> str | Response | tuple[str, int]:
    """Switch fields off and on; what was stored stays."""
    viewer = current_viewer()
    form = FieldsForm.as_stored(unasked_rows(viewer.municipality_id))
    if form.validate_on_submit():
        changed = ask_for(viewer.municipality_id, form.asked.data or ())
        say(_("Die Auswahl ist gespeichert.") if changed else _("Es war nichts zu ändern."))
        return redirect(url_for("organisation.fields"))
    return render_template("organisation/fields.html", form=form), form.status


@blueprint.route("/letterhead", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_LETTERHEAD_WRITE)
def letterhead() -> str | Response | tuple[str, int]:
    """Say what stands at the head of every letter."""
    municipality_id = current_viewer().municipality_id
    shown = letterhead_of(municipality_id)
    form = LetterheadForm(obj=shown).of(shown)
    if form.validate_on_submit() and form.accepts(lambda: head_letters(municipality_id, form.details())):
        say(_("Der Briefkopf ist gespeichert."))
        return redirect(url_for("organisation.letterhead"))
    return render_template("organisation/letterhead.html", form=form), form.status


@blueprint.route("/worker-figures", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_WORKER_FIGURES_SWITCH)
def worker_figures() -> str | Response | tuple[str, int]:
    """Say whether figures of the work may be shown for single workers."""
    municipality_id = current_viewer().municipality_id
    before = find_worker_figures(municipality_id)
    form = WorkerFiguresForm(data={"names_workers": before is not None}).of(before or municipality_id)
    if form.validate_on_submit():
        shown = bool(form.names_workers.data)
        changed = show_single_workers(municipality_id, shown=shown)
        say(_switched(shown=shown) if changed else _("Es war nichts zu ändern."))
        return redirect(url_for("organisation.worker_figures"))
    return render_template("organisation/worker_figures.html", form=form), form.status


def _switched(*, shown: bool) -> str:
    if shown:
        return str(_("Zahlen je Mitarbeiter/in sind jetzt eingeschaltet."))
    return str(_("Zahlen je Mitarbeiter/in sind jetzt ausgeschaltet."))
