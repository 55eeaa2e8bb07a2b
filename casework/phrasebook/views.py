"""The pages „Übersetzungen“: what was confirmed, all sentences of a paper side by side, and one to correct."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.accounts.queries import names_in
from casework.phrasebook import operations
from casework.phrasebook.forms import ReadForm, WordingForm
from casework.phrasebook.queries import get_sentence, get_sheet, sheets_of
from casework.web.navigation import menu_entry
from casework.web.notices import say

blueprint = Blueprint("phrasebook", __name__)
menu_entry(
    lazy_gettext("Übersetzungen"),
    "phrasebook.papers",
    Permission.PHRASEBOOK_PHRASE_REVIEW,
    45,
    group="admin",
)

Page = Response | tuple[str, int]


@blueprint.get("/phrases")
@requires(Permission.PHRASEBOOK_PHRASE_REVIEW)
def papers() -> str:
    """Every paper and language, and how far somebody has read it."""
    return render_template("phrasebook/papers.html", papers=sheets_of(current_viewer().municipality_id))


@blueprint.route("/phrases/<paper>/<language>", methods=["GET", "POST"])
@requires(Permission.PHRASEBOOK_PHRASE_REVIEW)
def sheet(paper: str, language: str) -> Page:
    """All sentences of a paper, German and translated; posting confirms them as they were read."""
    town = current_viewer().municipality_id
    shown = get_sheet(town, paper, language)
    form = ReadForm.of_sheet(shown)
    if form.validate_on_submit():
        shown.check_unchanged(form.mark.data)
        done = operations.confirm(town, shown, shown.sentences)
        say(ngettext("%(num)s Satz ist bestätigt.", "%(num)s Sätze sind bestätigt.", done))
        return redirect(url_for("phrasebook.papers"))
    form.mark.data = shown.mark
    return render_template("phrasebook/sheet.html", sheet=shown, form=form, names=names_in(town)), form.status


@blueprint.route("/phrases/<paper>/<language>/<sentence>", methods=["GET", "POST"])
@requires(Permission.PHRASEBOOK_PHRASE_REVIEW)
def wording(paper: str, language: str, sentence: str) -> Page:
    """Say a sentence in other words; what is saved is printed and counts as confirmed."""
    town = current_viewer().municipality_id
    shown = get_sheet(town, paper, language)
    said = get_sentence(shown, sentence)
    form = WordingForm.of_sentence(said)
    if form.validate_on_submit() and form.accepts(
        lambda: operations.word(town, shown, said, form.wording.data or "")
    ):
        say(_("Der Satz ist gespeichert und geprüft."))
        return redirect(url_for("phrasebook.sheet", paper=paper, language=language, _anchor=said.key))
    return render_template("phrasebook/wording.html", form=form, sheet=shown, said=said), form.status


@blueprint.post("/phrases/<paper>/<language>/<sentence>/confirm")
@requires(Permission.PHRASEBOOK_PHRASE_REVIEW)
def confirm(paper: str, language: str, sentence: str) -> Response:
    """Confirm one sentence as it was read."""
    town = current_viewer().municipality_id
    shown = get_sheet(town, paper, language)
    shown.check_unchanged(ReadForm().mark.data)
    operations.confirm(town, shown, [get_sentence(shown, sentence)])
    say(_("Der Satz ist bestätigt."))
    return redirect(url_for("phrasebook.sheet", paper=paper, language=language, _anchor=sentence))


@blueprint.post("/phrases/<paper>/<language>/<sentence>/reopen")
@requires(Permission.PHRASEBOOK_PHRASE_REVIEW)
def reopen(paper: str, language: str, sentence: str) -> Response:
    """Take back what was confirmed of one sentence, and its own wording."""
    town = current_viewer().municipality_id
    shown = get_sheet(town, paper, language)
    operations.reopen(town, shown, get_sentence(shown, sentence))
    say(_("Der Satz steht wieder im Wortlaut von Casework und gilt als ungeprüft."))
    return redirect(url_for("phrasebook.sheet", paper=paper, language=language, _anchor=sentence))
