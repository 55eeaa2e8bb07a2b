"""What the forms of a person let one choose from."""

from typing import TypeVar

from casework.access.guard import current_viewer
from casework.consents.forms import AllowedForm
from casework.database.moments import today
from casework.partners.queries import partners_of
from casework.people.models import Person
from casework.people.queries import household_members
from casework.vault.unreadable import is_unreadable

F = TypeVar("F", bound=AllowedForm)


def prepared(form: F, person: Person, *, with_people: bool = False) -> F:
    """The form with partners and languages, and with the household where it is told for several."""
    viewer, spoken = current_viewer(), person.languages or []
    form.offer(partners_of(viewer.municipality_id), [] if is_unreadable(spoken) else spoken)
    if with_people:
        members = household_members(viewer, person)
        form.offer_people([(str(card.person_id), card.name_with_age(today())) for card in members])
    else:
        del form.people
    return form
