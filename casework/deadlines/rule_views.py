"""The pages „Fristenregeln“: every clock with the rule in force, its versions, and a new one from a day on."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.database.moments import today
from casework.deadlines import rule_operations as operations
from casework.deadlines.blueprint import blueprint
from casework.deadlines.rule_book import chapter_of, chapters, example_of
from casework.deadlines.rule_forms import RuleForm
from casework.deadlines.rules import get_clock, get_own_rule, rules_of
from casework.vocabulary.deadlines import CLOCKS
from casework.web.notices import say

Page = Response | tuple[str, int]


@blueprint.get("/deadlines/rules")
@requires(Permission.DEADLINES_RULE_WRITE)
def rules() -> str:
    """Every clock with the rule in force today."""
    found = rules_of(current_viewer().municipality_id)
    return render_template("deadlines/rules.html", chapters=list(chapters(found, today())))


@blueprint.get("/deadlines/rules/<clock>")
@requires(Permission.DEADLINES_RULE_WRITE)
def rule(clock: str) -> str:
    """All versions of the rule of one clock."""
    found = rules_of(current_viewer().municipality_id)
    return render_template("deadlines/rule.html", chapter=chapter_of(found, get_clock(clock), today()))


@blueprint.route("/deadlines/rules/<clock>/new", methods=["GET", "POST"])
@requires(Permission.DEADLINES_RULE_WRITE)
def new_rule(clock: str) -> Page:
    """Go by another rule from a day on; the form begins with what is in force."""
    town = current_viewer().municipality_id
    before = rules_of(town)
    chapter = chapter_of(before, get_clock(clock), today())
    form = RuleForm(data=RuleForm.as_next(chapter.in_force.version)).about(clock)
    if form.validate_on_submit() and form.accepts(lambda: operations.enter_rule(town, clock, form.details())):
        example = example_of(before, rules_of(town), clock, form.applies_from.data or today())
        said = _("Die Regel ist eingetragen. Die Fristen werden in der nächsten Nacht neu berechnet.")
        say(f"{said} {example}")
        return redirect(url_for("deadlines.rule", clock=clock))
    return render_template("deadlines/new_rule.html", form=form, chapter=chapter, today=today()), form.status


@blueprint.route("/deadlines/own-rules/<uuid:rule_id>", methods=["GET", "POST"])
@requires(Permission.DEADLINES_RULE_WRITE)
def correct_rule(rule_id: uuid.UUID) -> Page:
    """Correct a version the municipality entered; what was believed before stays on record."""
    row = get_own_rule(current_viewer(), rule_id)
    form = RuleForm(data=RuleForm.as_stated(row)).about(row.clock).of(row)
    if form.validate_on_submit() and form.accepts(lambda: operations.correct_rule(row, form.details())):
        say(_("Die Regel ist berichtigt. Die Fristen werden in der nächsten Nacht neu berechnet."))
        return redirect(url_for("deadlines.rule", clock=row.clock))
    label = CLOCKS.label(row.clock)
    return render_template("deadlines/correct_rule.html", form=form, row=row, label=label), form.status


@blueprint.post("/deadlines/own-rules/<uuid:rule_id>/take-back")
@requires(Permission.DEADLINES_RULE_WRITE)
def take_back_rule(rule_id: uuid.UUID) -> Response:
    """Take back a version that should never have been entered."""
    row = get_own_rule(current_viewer(), rule_id)
    operations.take_back_rule(row)
    say(_("Die Regel ist zurückgenommen. Die Fristen werden in der nächsten Nacht neu berechnet."))
    return redirect(url_for("deadlines.rule", clock=row.clock))
