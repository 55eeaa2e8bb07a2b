"""What the search of every page asks for while somebody types."""

from flask import render_template, request

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.resting import witness_while_typing
from casework.people.blueprint import blueprint
from casework.people.suggestions import suggest
from casework.web.navigation import suggestions_at

suggestions_at("people.suggestions")


@blueprint.get("/people/suggestions")
@requires(Permission.PEOPLE_PERSON_READ)
def suggestions() -> str:
    """The best hits for what was typed so far, as a list to choose from."""
    found = suggest(current_viewer(), request.args.get("q", ""))
    if found.words:
        witness_while_typing(
            "people:register:suggested", found.words, words=found.words, shown=len(found.hits)
        )
    return render_template("people/suggestions.html", found=found)
