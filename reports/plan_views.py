"""The plan to take home."""

import uuid

from flask import Response, request

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.accounts.queries import names_in
from casework.appointments.queries import appointments_with
from casework.audit.trail import witness
from casework.database.moments import today
from casework.organisation.queries import letterhead_of
from casework.plans.queries import get_whole_plan
from casework.vocabulary.phrases.languages import sheet_for
from reports import render
from reports.bilingual import sheet_of
from reports.blueprint import blueprint
from reports.plan_paper import plan_paper_of


@blueprint.get("/plans/<uuid:plan_id>/paper.pdf")
@requires(Permission.PLANS_PLAN_WRITE)
def plan_paper(plan_id: uuid.UUID) -> Response:
    """The plan as it stands, in German beside the language asked for."""
    viewer = current_viewer()
    plan = get_whole_plan(viewer, plan_id)
    language = sheet_for(request.args.get("language"))
    paper = plan_paper_of(
        plan,
        appointments_with(plan.person.leading),
        letterhead=letterhead_of(viewer.municipality_id),
        contact=names_in(viewer.municipality_id).get(plan.case_manager_id or viewer.user_id, ""),
        on=today(),
    )
    made = render.pdf(paper.html(sheet_of(viewer.municipality_id, "plan", language)))
    witness("reports:plan:printed", subject=plan.person_id, plan=str(plan_id), language=language)
    answer = Response(made, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename=f"plan-{language}.pdf")
    return answer
