"""Pages on which two records are said to mean one person, told apart, or parted again."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.errors import Conflict
from casework.people import comparison, merging, not_duplicates
from casework.people.blueprint import blueprint
from casework.people.forms import MergeForm
from casework.people.models import Person
from casework.people.queries import get_merged
from casework.people.scope import get_person
from casework.people.search import find_people
from casework.web.notices import say
from casework.web.way_back import way_back

MOST_FOUND = 20


@blueprint.get("/people/<uuid:person_id>/merge")
@requires(Permission.PEOPLE_PERSON_MERGE)
def merge(person_id: uuid.UUID) -> str | Response:
    """Look for the other record of a person; ?other= names it at once."""
    viewer, words = current_viewer(), request.args.get("q", "").strip()
    person = get_person(viewer, person_id)
    other_id = request.args.get("other", type=uuid.UUID)
    if other_id is not None:
        return redirect(url_for("people.compare", person_id=person.id, other_id=other_id))
    found = [card for card in find_people(viewer, words) if card.person_id != person.id] if words else []
    if words:
        witness("people:register:searched", words=words, found=len(found))
    return render_template(
        "people/merge.html", person=person, words=words, found=found[:MOST_FOUND], total=len(found)
    )


@blueprint.route("/people/<uuid:person_id>/merge/<uuid:other_id>", methods=["GET", "POST"])
@requires(Permission.PEOPLE_PERSON_MERGE)
def compare(person_id: uuid.UUID, other_id: uuid.UUID) -> str | Response | tuple[str, int]:
    """See both records side by side, and say that they mean one person."""
    viewer, two = current_viewer(), _two(person_id, other_id)
    form = MergeForm(data={"leading_id": str(comparison.older_of(*two).id)})
    form.offer(two)
    if form.validate_on_submit():
        into, merged = sorted(two, key=lambda person: str(person.id) != form.leading_id.data)
        if form.accepts(lambda: merging.merge(merged, into)):
            undo = url_for("people.part", person_id=into.id, record_id=merged.id)
            say(_("Die Akten sind zusammengeführt. Beide Namen und Nummern führen hierher."), undo_url=undo)
            return redirect(url_for("people.person", person_id=into.id))
    lines, remarks = comparison.lines(viewer, *two), comparison.remarks(viewer, *two)
    different = not_duplicates.are_different(*two)
    return render_template(
        "people/compare.html", form=form, two=two, lines=lines, remarks=remarks, different=different
    ), form.status


@blueprint.post("/people/<uuid:person_id>/merge/<uuid:other_id>/tell-apart")
@requires(Permission.PEOPLE_PERSON_MERGE)
def tell_apart(person_id: uuid.UUID, other_id: uuid.UUID) -> Response:
    """Say that the two are two people, however alike they look."""
    person, other = _two(person_id, other_id)
    not_duplicates.mark_not_duplicate(person, other)
    undo = url_for("people.no_longer_tell_apart", person_id=person.id, other_id=other.id)
    say(_("Gemerkt: Das sind zwei verschiedene Personen."), undo_url=undo)
    return redirect(way_back(url_for("people.person", person_id=person.id)))


@blueprint.post("/people/<uuid:person_id>/merge/<uuid:other_id>/no-longer-tell-apart")
@requires(Permission.PEOPLE_PERSON_MERGE)
def no_longer_tell_apart(person_id: uuid.UUID, other_id: uuid.UUID) -> Response:
    """Take that back."""
    person, other = _two(person_id, other_id)
    not_duplicates.take_back_not_duplicate(person, other)
    say(_("Die Kennzeichnung ist zurückgenommen."))
    return redirect(url_for("people.compare", person_id=person.id, other_id=other.id))


@blueprint.route("/people/<uuid:person_id>/records/<uuid:record_id>/part", methods=["GET", "POST"])
@requires(Permission.PEOPLE_PERSON_MERGE)
def part(person_id: uuid.UUID, record_id: uuid.UUID) -> str | Response:
    """Take a merged record apart again, after a look at what goes with it."""
    person = get_person(current_viewer(), person_id)
    pointer = get_merged(person, record_id)
    if request.method == "POST":
        merging.undo_merge(pointer.person)
        say(_("Die Akten sind wieder getrennt. Jede behält, was unter ihr festgehalten wurde."))
        return redirect(url_for("people.person", person_id=person.id))
    following = merging.coming_with(record_id, merging.pointers_into(person.id))
    return render_template("people/part.html", person=person, pointer=pointer, following=following)


def _two(person_id: uuid.UUID, other_id: uuid.UUID) -> tuple[Person, Person]:
    viewer = current_viewer()
    person, other = get_person(viewer, person_id), get_person(viewer, other_id)
    if person.id == other.id:
        raise Conflict("Das ist ein und dieselbe Person. Vielleicht wurden die Akten schon zusammengeführt.")
    return person, other
