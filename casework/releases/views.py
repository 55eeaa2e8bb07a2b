"""Answers that left the house: making one, the list of them, and each as it was."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.accounts.queries import names_in
from casework.releases import declarations, operations, queries, saved_views
from casework.releases.answer_table import AnswerTable
from casework.releases.blueprint import blueprint
from casework.releases.forms import AnswerForm
from casework.statistics.address import address_of, asked_in, mode_in
from casework.statistics.cross import CrossTable
from casework.statistics.disclosure import ROUND5
from casework.statistics.facts import facts_of
from casework.statistics.sheets import FILES
from casework.statistics.told import INTERNAL, MODES, Told
from casework.web.downloads import download
from casework.web.notices import say
from casework.web.paging import page_of_rows

__all__ = ["blueprint", "saved_views"]

declarations.declare()


@blueprint.get("/answers")
@requires(Permission.STATISTICS_AGGREGATES_READ)
def answers() -> str:
    """Every answer of the municipality, the latest first."""
    municipality_id = current_viewer().municipality_id
    page = page_of_rows(queries.answers_of(municipality_id))
    return render_template("releases/answers.html", page=page, modes=MODES, names=names_in(municipality_id))


@blueprint.route("/answers/new", methods=["GET", "POST"])
@requires(Permission.RELEASES_ANSWER_RELEASE)
def new() -> Response | tuple[str, int]:
    """Let a table out as an answer; the numbers are shown as they will leave."""
    viewer, form = current_viewer(), AnswerForm()
    mode = mode_in(request.args, viewer)
    mode = ROUND5 if mode == INTERNAL else mode
    asked = asked_in(request.args, viewer)
    if form.validate_on_submit():
        answer = form.attempt(lambda: operations.release(asked, mode, form.question.data or ""))
        if answer:
            say(_("Die Antwort ist festgehalten. Herausgegeben wird, was hier steht."))
            return redirect(url_for("releases.answer", answer_id=answer.id))
    told = form.attempt(lambda: Told.of(CrossTable(facts_of(asked.question), asked), mode))
    exactly = address_of(asked, mode)
    page = render_template("releases/new.html", form=form, told=told, mode=mode, modes=MODES, exactly=exactly)
    return page, form.status


@blueprint.get("/answers/<uuid:answer_id>")
@requires(Permission.STATISTICS_AGGREGATES_READ)
def answer(answer_id: uuid.UUID) -> str:
    """An answer as it left the house."""
    found = queries.get_answer(current_viewer(), answer_id)
    return render_template(
        "releases/answer.html",
        answer=found,
        told=queries.told_in(found),
        is_intact=queries.is_intact(found),
        name=queries.name_of(found),
        names=names_in(found.municipality_id),
    )


@blueprint.get("/answers/<uuid:answer_id>.<any(csv, xlsx):ending>")
@requires(Permission.STATISTICS_AGGREGATES_READ)
def answer_file(answer_id: uuid.UUID, ending: str) -> Response:
    """The same numbers to send on."""
    found = queries.get_answer(current_viewer(), answer_id)
    table = AnswerTable(found, queries.told_in(found))
    write, kind = FILES[ending]
    return download(write(table), kind, f"{table.file_name}.{ending}")
