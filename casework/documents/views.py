"""Filing a document, looking at it, correcting what is said of it, taking it back."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.accounts.queries import users_of
from casework.audit.trail import witness
from casework.database.moments import today
from casework.documents import deadlines, declarations, file_views, operations, queries, record_kinds
from casework.documents.blueprint import blueprint
from casework.documents.forms import DocumentForm, RetractForm, StatementForm
from casework.documents.models import Document
from casework.people.models import Person
from casework.people.queries import get_people, household_members
from casework.people.scope import get_person
from casework.vocabulary.documents import DOCUMENT_KINDS
from casework.web.notices import say
from casework.web.requests import takes_large_files
from casework.web.way_back import way_back

__all__ = ["blueprint", "file_views"]

declarations.declare()
record_kinds.declare()

Page = Response | tuple[str, int]


@blueprint.route("/people/<uuid:person_id>/documents/new", methods=["GET", "POST"])
@requires(Permission.DOCUMENTS_DOCUMENT_WRITE)
@takes_large_files
def new(person_id: uuid.UUID) -> Page:
    """File one document, of one or several files, for a person or for several of a household."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    form = DocumentForm(data={"people": [str(person.id)]})
    members = household_members(viewer, person)
    form.offer([(str(card.person_id), card.name_with_age(today())) for card in members])
    document = _filed(form) if form.validate_on_submit() else None
    if document is None:
        return render_template("documents/new.html", form=form, person=person), form.status
    say(_("Das Dokument ist abgelegt."))
    if deadlines.open_proposals(document):
        return redirect(url_for("documents.document", document_id=document.id))
    return redirect(way_back(url_for("people.person", person_id=person.id, tab="documents")))


@blueprint.route("/documents/<uuid:document_id>", methods=["GET", "POST"])
@requires(Permission.DOCUMENTS_DOCUMENT_WRITE)
def document(document_id: uuid.UUID) -> Page:
    """A document with its files; correct what is said of it."""
    found = queries.get_document(current_viewer(), document_id)
    _witness_opened(found)
    form = StatementForm(obj=found.facts).of(found)
    if form.validate_on_submit() and form.accepts(lambda: operations.restate(found, **form.details())):
        say(_("Die Angaben sind geändert; die frühere Fassung bleibt aufbewahrt."))
        return redirect(way_back(url_for("documents.document", document_id=document_id)))
    return _page(form, found), form.status


@blueprint.route("/documents/<uuid:document_id>/retract", methods=["GET", "POST"])
@requires(Permission.DOCUMENTS_DOCUMENT_WRITE)
def retract(document_id: uuid.UUID) -> Page:
    """Take a document back that should never have been filed here; its files are destroyed."""
    found, form = queries.get_document(current_viewer(), document_id), RetractForm()
    people = _people(found)
    if form.validate_on_submit() and form.accepts(lambda: operations.retract(found, form.reason.data or "")):
        say(_("Das Dokument ist zurückgenommen, seine Dateien sind gelöscht."))
        return redirect(url_for("people.person", person_id=people[0].id, tab="documents"))
    page = render_template(
        "documents/retract.html", form=form, document=found, people=people, kinds=DOCUMENT_KINDS
    )
    return page, form.status


@blueprint.post("/documents/<uuid:document_id>/deadlines")
@requires(Permission.DOCUMENTS_DOCUMENT_WRITE)
def settle(document_id: uuid.UUID) -> Response:
    """Decide about a deadline that may run: it goes into the calendar, or it does not run."""
    viewer = current_viewer()
    found = queries.get_document(viewer, document_id)
    known, key = deadlines.deadlines_of(viewer, found), request.form.get("proposal", "")
    if "enter" in request.form:
        proposal = deadlines.get_proposal(known.undecided + known.left_aside, key)
        operations.enter_deadline(found, proposal, _people(found), viewer.user_id)
        say(_("Die Frist %(day)s steht in Ihrem Kalender.", day=f"{proposal.due_on:%d.%m.%Y}"))
    else:
        operations.dismiss_deadline(found, deadlines.get_proposal(known.undecided, key))
        say(_("Der Vorschlag ist verworfen."))
    return redirect(url_for("documents.document", document_id=document_id))


def _filed(form: DocumentForm) -> Document | None:
    """The document as filed; what is wrong with a file is said at the files, before anything is written."""
    viewer = current_viewer()
    examined = form.attempt(form.examined, at="files")
    if examined is None:
        return None
    filed = form.attempt(
        lambda: operations.file_document(
            municipality_id=viewer.municipality_id,
            people=get_people(viewer, form.person_ids),
            files=examined,
            **form.details(),
        )
    )
    if filed is None:
        form.ask_for_the_files_again()
    return filed


def _people(found: Document) -> list[Person]:
    """The people it is about, as far as the viewer may know of them."""
    people = get_people(current_viewer(), found.person_ids)
    return sorted(people, key=lambda person: person.full_name)


def _witness_opened(found: Document) -> None:
    for person_id in found.person_ids:
        witness("documents:document:opened", subject=person_id, document=str(found.id))


def _page(form: StatementForm, found: Document) -> str:
    viewer = current_viewer()
    return render_template(
        "documents/document.html",
        form=form,
        document=found,
        people=_people(found),
        deadlines=deadlines.deadlines_of(viewer, found),
        kinds=DOCUMENT_KINDS,
        names={user.id: user.name for user in users_of(viewer.municipality_id)},
    )
