"""One's own talks: the list, and the search in what one wrote."""

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.counselling import own_notes
from casework.counselling.blueprint import blueprint
from casework.counselling.naming import known_to, names_of
from casework.counselling.own_notes import Wanted
from casework.vocabulary.counselling import CONTACT_KINDS, FIELDS_OF_ACTION, TALK_FORMS
from casework.web.fields import read_day
from casework.web.paging import page_of

LONGEST_WORDS = 200
CHOICES = {"topic": FIELDS_OF_ACTION, "contact_kind": CONTACT_KINDS, "talk_form": TALK_FORMS}


@blueprint.get("/consultations")
@requires(Permission.COUNSELLING_CONSULTATION_WRITE)
def own() -> str:
    """The talks this viewer led, latest first, or those in which all words occur."""
    viewer = current_viewer()
    wanted, typed, wrong = _wanted()
    found = own_notes.find_own(viewer, wanted)
    page = page_of(found.talk_ids)
    _note_in_the_trail(typed, page.total)
    known = known_to(viewer)
    talks = own_notes.opened(page.items)
    return render_template(
        "counselling/own.html",
        page=page,
        talks=[(talk, names_of(talk, known), own_notes.shown(talk, wanted.words)) for talk in talks],
        has_more=found.has_more,
        typed=typed,
        wrong=wrong,
        choices={key: [("", _("alle")), *codes.choices()] for key, codes in CHOICES.items()},
    )


def _wanted() -> tuple[Wanted, dict[str, str], list[str]]:
    """What the address asks for, as it was typed, and what of it could not be read."""
    names = ("q", "who", "from", "to", *CHOICES)
    typed = {name: request.args.get(name, "").strip()[:LONGEST_WORDS] for name in names}
    days: dict[str, Any] = {}
    wrong = []
    for name in ("from", "to"):
        try:
            days[name] = read_day(typed[name]) if typed[name] else None
        except ValueError as problem:
            wrong.append(str(problem))
    chosen = {key: typed[key] if typed[key] in codes else "" for key, codes in CHOICES.items()}
    wanted = Wanted(typed["q"], typed["who"], days.get("from"), days.get("to"), **chosen)
    return wanted, typed, wrong


def _note_in_the_trail(typed: dict[str, str], found: int) -> None:
    """The words, too: details of the trail lie sealed."""
    filters = {name: text for name, text in typed.items() if text and name != "q"}
    if typed["q"] or filters:
        witness("counselling:own:searched", words=typed["q"], filters=filters, found=found)
    else:
        witness("counselling:own:listed", found=found)
