"""Who looks like somebody being taken in, while the form is filled in; and who may stand in the register twice."""

import uuid
from collections.abc import Mapping, Sequence

from flask import render_template

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.audit.requests import only_looks
from casework.audit.resting import witness_while_typing
from casework.audit.trail import witness
from casework.people.blueprint import blueprint
from casework.people.double_entries import double_entries as pairs_of
from casework.people.duplicates import Found, find_duplicates
from casework.people.forms import NewPersonForm
from casework.people.households import find_household_id
from casework.people.suggestions import beside_names
from casework.web.paging import page_of


@blueprint.post("/people/lookalikes")
@requires(Permission.PEOPLE_PERSON_EDIT)
@only_looks
def lookalikes() -> str:
    """Who looks like the person described so far; posted, so that no name stands in an address."""
    viewer, form = current_viewer(), NewPersonForm()
    found = lookalikes_of(viewer, form)
    words = " ".join(form.draft(None).names)
    if found.candidates:
        witness_while_typing("people:duplicate:shown", words, words=words, shown=len(found.candidates))
    for person_id in found.elsewhere:
        witness_while_typing("people:duplicate:hinted", words, subject=person_id)
    return render_template("people/lookalikes.html", form=form, found=found, beside=beside_of(found))


@blueprint.get("/people/double-entries")
@requires(Permission.PEOPLE_DUPLICATE_REVIEW)
def double_entries() -> str:
    """The pairs in the register that may be one person, likeliest first."""
    found = pairs_of(current_viewer())
    shown = page_of(found.pairs)
    witness("people:duplicate:listed", found=shown.total)
    beside = beside_names([card for pair in shown.items for card in (pair.one, pair.other)])
    return render_template("people/double_entries.html", page=shown, is_cut=found.is_cut, beside=beside)


def lookalikes_of(viewer: Viewer, form: NewPersonForm) -> Found:
    """Who may be the person a form describes."""
    household_id = find_household_id(viewer.municipality_id, form.household_mark.data)
    return find_duplicates(viewer, form.draft(household_id))


def witness_shown(found: Found) -> None:
    """Note that somebody was shown these people, or that there is one of whom they may not know."""
    if found.candidates:
        witness("people:duplicate:shown", shown=len(found.candidates))
    for person_id in found.elsewhere:
        witness("people:duplicate:hinted", subject=person_id)


def beside_of(found: Found) -> Mapping[uuid.UUID, Sequence[str]]:
    """What tells the candidates apart beside their names."""
    return beside_names([candidate.card for candidate in found.candidates])
