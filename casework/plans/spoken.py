"""In which language somebody may want to take their plan home."""

from casework.people.models import Person
from casework.situation.queries import facts_of
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.phrases.languages import sheet_for

INTERPRETING = "interpreting"
"""The kind of statement that names the language somebody interprets from."""


def spoken_sheet(person: Person) -> str:
    """The language in which talks are interpreted, else the first of the person's own in which papers are printed."""
    interpreted = (
        fact.codes.get("language")
        for fact in reversed(facts_of(person))
        if fact.kind is not None and fact.kind.key == INTERPRETING and fact.ends_on is None
    )
    own = [] if is_unreadable(person.languages) else person.languages or []
    return sheet_for(*interpreted, *(code for code in own if not is_unreadable(code)))
