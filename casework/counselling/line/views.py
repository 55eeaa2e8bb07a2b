"""The one line: read while it is typed, shown with the whole form, and kept."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.requests import only_looks
from casework.audit.resting import witness_while_typing
from casework.audit.trail import witness
from casework.counselling.blueprint import blueprint
from casework.counselling.line.forms import LineForm
from casework.counselling.line.operations import document_and_refer
from casework.counselling.line.sheet import Sheet, opened, reader_for
from casework.counselling.models import Consultation
from casework.errors import NotThere
from casework.partners.models import Partner
from casework.partners.queries import get_partner
from casework.people.cards import Card
from casework.people.models import Person
from casework.people.queries import get_people
from casework.people.register import card_of
from casework.people.scope import get_person
from casework.web.navigation import home_address
from casework.web.notices import say
from casework.web.way_back import way_back

Page = Response | tuple[str, int]


@blueprint.route("/consultations/line", methods=["GET", "POST"])
@blueprint.route("/people/<uuid:person_id>/consultations/line", methods=["GET", "POST"])
@requires(Permission.COUNSELLING_CONSULTATION_WRITE)
def line(person_id: uuid.UUID | None = None) -> Page:
    """A talk by line, with the whole form below it: shown when the line is sent, kept when it is confirmed."""
    person = get_person(current_viewer(), person_id) if person_id else None
    board = reader_for(current_viewer(), _card(person))
    if request.method == "GET":
        form, kept = opened(current_viewer(), _card(person))
        return render_template("counselling/line.html", person=person, form=form, sheet=kept), 200
    sheet = board.sent(request.form) if "save" in request.form else board.read(request.form)
    if "save" in request.form and sheet.form.validate_on_submit():
        talk = sheet.form.attempt(lambda: _kept(sheet))
        if talk:
            say(_said(sheet))
            return redirect(way_back(_home(person)))
    _witness_shown(sheet)
    shown = {"person": person, "form": sheet.form, "sheet": sheet, "is_open": True}
    return render_template("counselling/line.html", **shown), sheet.form.status


@blueprint.post("/consultations/line/reading")
@blueprint.post("/people/<uuid:person_id>/consultations/line/reading")
@requires(Permission.COUNSELLING_CONSULTATION_WRITE)
@only_looks
def line_reading(person_id: uuid.UUID | None = None) -> str:
    """What a line says so far, as chips and as the form; posted, so that no word of it stands in an address."""
    viewer = current_viewer()
    found = get_people(viewer, [person_id]) if person_id else []
    if person_id and not found:
        raise NotThere("Diese Person gibt es nicht, oder sie gehört nicht zu Ihren Fällen.")
    board = reader_for(viewer, _card(found[0]) if found else None)
    sheet = board.read(_without_look_up(request.form))
    if sheet.number_shown:
        names = sheet.reading.names
        witness_while_typing("people:register:suggested", names, words=names, shown=sheet.number_shown)
    for person in found:
        witness_while_typing("people:register:suggested", "", subject=person.id, words="", shown=1)
    return render_template("counselling/line_reading.html", form=sheet.form, sheet=sheet)


def _without_look_up(posted: MultiDict[str, str]) -> MultiDict[str, str]:
    """Whoever is looked for in the form is shown once the form is sent, and not while it is filled in."""
    return MultiDict((name, value) for name, value in posted.items(multi=True) if name != "person_words")


def _card(person: Person | None) -> Card | None:
    return card_of(person.id) if person else None


def _home(person: Person | None) -> str:
    return url_for("people.person", person_id=person.id) if person else home_address()


def _kept(sheet: Sheet) -> Consultation:
    """The talk as the form says, with those who were there in the order in which they stand in it."""
    viewer, form = current_viewer(), sheet.form
    people = {person.id: person for person in get_people(viewer, form.present_ids)}
    return document_and_refer(
        municipality_id=viewer.municipality_id,
        people=[people[person_id] for person_id in form.present_ids if person_id in people],
        case_manager_id=viewer.user_id,
        partner=_partner(form),
        **form.details(),
    )


def _partner(form: LineForm) -> Partner | None:
    if not form.partner_id.data:
        return None
    return get_partner(current_viewer().municipality_id, uuid.UUID(form.partner_id.data))


def _said(sheet: Sheet) -> str:
    if sheet.form.partner_id.data:
        return str(
            ngettext(
                "Das Gespräch ist festgehalten und die Vermittlung vorbereitet.",
                "Das Gespräch ist festgehalten; %(num)s Vermittlungen sind vorbereitet.",
                len(sheet.form.present_ids),
            )
        )
    return str(_("Das Gespräch ist festgehalten."))


def _witness_shown(sheet: Sheet) -> None:
    """Note for whom was looked, by the line and by the search in the form."""
    words = " + ".join(filter(None, (sheet.reading.names, sheet.form.looked_for)))
    if words or sheet.number_shown:
        witness("people:register:searched", words=words, filters={}, found=sheet.number_shown)
