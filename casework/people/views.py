"""The list of people with its search, and the page of one person."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.audit.trail import witness
from casework.database.moments import today
from casework.organisation.fields import switchable
from casework.organisation.queries import unasked_of
from casework.people import (
    case_views,
    declarations,
    duplicate_views,
    merge_views,
    operations,
    page,
    record_kinds,
    search_views,
    title_views,
)
from casework.people.blueprint import blueprint
from casework.people.case_views import back_to
from casework.people.cases import lead_case
from casework.people.duplicate_views import beside_of, lookalikes_of, witness_shown
from casework.people.duplicates import Found, remember_as_different
from casework.people.forms import SWITCHABLE_FIELDS, NewPersonForm, PersonForm, as_typed
from casework.people.found_by import listed
from casework.people.households import count_members, household_for
from casework.people.merging import pointers_into
from casework.people.models import Household, Person
from casework.people.operations import change_person, register_person
from casework.people.panels import FILTERS
from casework.people.queries import find_open_case, household_members
from casework.people.scope import get_person
from casework.people.search import find_people
from casework.people.standing_in import say_for_whom, seen_for_others
from casework.web.navigation import menu_entry, search_at
from casework.web.notices import say
from casework.web.paging import page_of

__all__ = ["blueprint", "case_views", "duplicate_views", "merge_views", "search_views", "title_views"]

declarations.declare()
record_kinds.declare()
menu_entry(
    lazy_gettext("Personen"), "people.register", Permission.PEOPLE_PERSON_READ, 20, argument="person_id"
)
search_at("people.register", Permission.PEOPLE_PERSON_READ)
PERSON_FORM = "person"
for name in SWITCHABLE_FIELDS:
    switchable(f"{PERSON_FORM}.{name}", getattr(PersonForm, name).args[0], "Person")

CONFLICT = 409


@blueprint.before_app_request
def know_for_whom() -> None:
    """What a substitute does is noted with the name of whom they stand in for."""
    if request.endpoint != "static":
        say_for_whom()


@blueprint.get("/people")
@requires(Permission.PEOPLE_PERSON_READ)
def register() -> str:
    """The list of people this viewer may see, searched and filtered."""
    viewer, words = current_viewer(), request.args.get("q", "").strip()
    chosen = {declared.key: request.args.get(declared.key, "") for declared in FILTERS}
    found = page_of(find_people(viewer, words, chosen))
    filters = {key: choice for key, choice in chosen.items() if choice}
    if words or filters:
        witness("people:register:searched", words=words, filters=filters, found=found.total)
    else:
        witness("people:register:listed", found=found.total)
    return render_template(
        "people/register.html",
        page=found,
        words=words,
        **listed(viewer, found.items, words),
        filters=FILTERS,
        chosen=chosen,
    )


@blueprint.get("/people/<uuid:person_id>")
@requires(Permission.PEOPLE_PERSON_READ)
def person(person_id: uuid.UUID) -> str:
    """Who this is, and one step to every common act."""
    viewer = current_viewer()
    found = get_person(viewer, person_id)
    tab = page.find_tab(viewer, found, request.args.get("tab", ""))
    return render_template(
        "people/person.html",
        person=found,
        today=today(),
        tab=tab,
        timeline=[] if tab else page.timeline(viewer, found),
        **page.declared_for(viewer, found),
        household=household_members(viewer, found),
        case=find_open_case(found, today()),
        merged=pointers_into(found.id),
        in_place_of=seen_for_others(viewer).get(found.id),
    )


@blueprint.route("/people/new", methods=["GET", "POST"])
@requires(Permission.PEOPLE_PERSON_EDIT)
def new() -> str | Response | tuple[str, int]:
    """Take somebody in who is nobody we know; whoever takes them in leads the case, if they lead cases."""
    viewer, form = current_viewer(), NewPersonForm(data=NewPersonForm.as_asked(request.args))
    form.leave_out(unasked_of(viewer.municipality_id, PERSON_FORM))
    household = _household(viewer, form) if form.validate_on_submit() else None
    found = lookalikes_of(viewer, form) if household else Found()
    if not form.has_confirmed(found):
        witness_shown(found)
        return render_template("people/new.html", form=form, found=found, beside=beside_of(found)), CONFLICT
    taken_in = household and form.attempt(
        lambda: register_person(viewer.municipality_id, form.details(), household=household)
    )
    if not taken_in:
        return render_template("people/new.html", form=form, found=Found()), form.status
    remember_as_different(viewer, taken_in, found)
    if viewer.sees_own_cases_only:
        lead_case(taken_in, starts_on=today(), case_manager_id=viewer.user_id)
    say(_("Die Person ist aufgenommen."))
    return redirect(url_for("people.person", person_id=taken_in.id))


@blueprint.route("/people/<uuid:person_id>/edit", methods=["GET", "POST"])
@requires(Permission.PEOPLE_PERSON_EDIT)
def edit(person_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """Correct what is known."""
    viewer = current_viewer()
    found = get_person(viewer, person_id)
    form = PersonForm(data=as_typed(found))
    form.leave_out(unasked_of(viewer.municipality_id, PERSON_FORM))
    form.of(found)
    before = found.household
    household = _household(viewer, form, before) if form.validate_on_submit() else None
    if household and form.accepts(lambda: change_person(found, form.details(), household=household)):
        _say_saved(found, before)
        return redirect(back_to(viewer, found))
    return render_template("people/edit.html", form=form, person=found), form.status


@blueprint.post("/people/<uuid:person_id>/accept")
@requires(Permission.PEOPLE_PERSON_EDIT)
def accept(person_id: uuid.UUID) -> Response:
    """Let a person count as they stand here, after somebody has looked at what was changed past Casework."""
    found = get_person(current_viewer(), person_id)
    operations.accept(found)
    say(_("Die Angaben gelten jetzt so, wie sie hier stehen."))
    return redirect(url_for("people.person", person_id=found.id))


def _say_saved(person: Person, before: Household) -> None:
    """What is saved, and who is now together; without names, for it travels in a cookie."""
    together = 0 if person.household is before else count_members(person.household) - 1
    left = 0 if person.household is before else count_members(before)
    if together:
        more = ngettext(
            "Die Person gehört jetzt zum Haushalt von %(num)s anderen Person.",
            "Die Person gehört jetzt zum Haushalt von %(num)s anderen Personen.",
            together,
        )
    elif left:
        more = ngettext(
            "Die Person hat jetzt einen eigenen Haushalt; die andere Person bleibt im bisherigen.",
            "Die Person hat jetzt einen eigenen Haushalt; die anderen %(num)s Personen bleiben im bisherigen.",
            left,
        )
    else:
        more = ""
    say(f"{_('Die Angaben sind gespeichert.')} {more}".strip())


def _household(viewer: Viewer, form: PersonForm, current: Household | None = None) -> Household | None:
    """The household of the mark typed; a refusal is shown at its field. A mark nobody can read changes nothing."""
    if current is not None and form.leaves_unread("household_mark"):
        return current
    return form.attempt(lambda: household_for(viewer, form.household_mark.data, current), at="household_mark")
