"""The page on which a family is taken in, and what answers while it is filled in."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.audit.requests import only_looks
from casework.audit.resting import witness_while_typing
from casework.audit.trail import witness
from casework.database.moments import today
from casework.errors import Refused
from casework.intake import declarations
from casework.intake.forms import IntakeForm
from casework.intake.known import known_already, open_questions
from casework.intake.newcomers import LineRefused
from casework.intake.operations import TakenIn, take_in
from casework.intake.places import offered_places
from casework.people.duplicates import Found
from casework.people.queries import case_managers
from casework.people.scope import is_visible
from casework.people.suggestions import beside_names
from casework.web.navigation import home_address
from casework.web.notices import say

blueprint = Blueprint("intake", __name__)
declarations.declare()

CONFLICT = 409
Page = Response | tuple[str, int]
Alike = Mapping[int, Found]


@blueprint.route("/intake", methods=["GET", "POST"])
@requires(Permission.PEOPLE_PERSON_EDIT)
def new() -> Page:
    """Take a family in; nobody is asked for more than a name, and whoever may be known already is asked about once."""
    viewer = current_viewer()
    form = _form(viewer)
    alike = known_already(viewer, form.drafts())
    _witness_shown(alike)
    if form.is_looking() or not form.validate_on_submit():
        form.looked()
        return _page(form, alike), form.status
    asked = open_questions(alike, form.answered())
    taken = None if asked else _take_in(viewer, form, alike)
    if taken is None:
        return _page(form, alike, asked), CONFLICT if asked else form.status
    return _told(viewer, taken)


@blueprint.post("/intake/lookalikes")
@requires(Permission.PEOPLE_PERSON_EDIT)
@only_looks
def lookalikes() -> str:
    """Who looks like the person in a line, ?line=; posted, so that no name stands in an address."""
    viewer, form = current_viewer(), IntakeForm()
    number = request.args.get("line", 0, type=int)
    drafts = {line: draft for line, draft in form.drafts().items() if line == number}
    alike = known_already(viewer, drafts)
    for found in alike.values():
        words = " ".join(drafts[number].names)
        if found.candidates:
            witness_while_typing("people:duplicate:shown", words, words=words, shown=len(found.candidates))
        for person_id in found.elsewhere:
            witness_while_typing("people:duplicate:hinted", words, subject=person_id)
    return render_template("intake/lookalikes.html", form=form, number=number, **_facts(alike))


@blueprint.post("/intake/places")
@requires(Permission.HOUSING_STAY_WRITE)
@only_looks
def places() -> str:
    """Where so many people may live on the day they came, while the form is filled in."""
    return render_template("intake/places.html", form=_form(current_viewer()))


def _form(viewer: Viewer) -> IntakeForm:
    """The form with all it offers: people who lead cases, announced arrivals, places for so many on the day."""
    managers = case_managers(viewer.municipality_id)
    oneself = str(viewer.user_id) if any(user.id == viewer.user_id for user in managers) else ""
    form = IntakeForm(data={"on": today(), "cases_from": today(), "case_manager_id": oneself})
    form.offer(managers)
    words, chosen = form.where.data or "", form.place.data or ""
    day = form.on.data or today()
    form.offer_places(offered_places(viewer, form.drafts().values(), day, words, chosen))
    return form


def _page(form: IntakeForm, alike: Alike, asked: set[int] | None = None) -> str:
    return render_template("intake/new.html", form=form, asked=sorted(asked or ()), **_facts(alike))


def _facts(alike: Alike) -> dict[str, object]:
    """Who may be whom by line, and what tells those apart beside their names."""
    cards = [candidate.card for found in alike.values() for candidate in found.candidates]
    return {"alike": alike, "beside": beside_names(cards)}


def _witness_shown(alike: Alike) -> None:
    for found in alike.values():
        if found.candidates:
            witness("people:duplicate:shown", shown=len(found.candidates))
        for person_id in found.elsewhere:
            witness("people:duplicate:hinted", subject=person_id)


def _take_in(viewer: Viewer, form: IntakeForm, alike: Alike) -> TakenIn | None:
    try:
        return take_in(viewer, form.newcomers(), form.intake(today()), alike)
    except LineRefused as refusal:
        form.blame_for(refusal)
    except Refused as refusal:
        form.blame(None, refusal)
    return None


def _told(viewer: Viewer, taken: TakenIn) -> Response:
    """To the first of them, whose page leads to all; each warning once."""
    first = next((person for person in taken.people if is_visible(viewer, person)), None)
    back = url_for("people.person", person_id=first.id) if first else home_address()
    heads = len(taken.people)
    say(ngettext("1 Person ist aufgenommen.", "%(num)s Personen sind aufgenommen.", heads))
    if taken.act is not None:
        sentence = ngettext(
            "Der Einzug ist festgehalten: 1 Person ab %(day)s.",
            "Der Einzug ist festgehalten: %(num)s Personen ab %(day)s.",
            heads,
            day=f"{taken.act.acts_on:%d.%m.%Y}",
        )
        say(sentence, undo_url=url_for("housing.undo", act_id=taken.act.id, next=back))
    for doubt in taken.doubts:
        say(str(doubt), "warning")
    if first is None:
        say(_("Für diese Personen sind Sie nicht zuständig; darum stehen sie nicht in Ihrer Liste."), "info")
    return redirect(back)
