"""The deadlines of a person that somebody entered, or that a document proposes: no clock of the law computes them."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.appointments.queries import appointments_with
from casework.deadlines.distances import distance
from casework.documents.deadlines import open_proposals
from casework.documents.queries import documents_of
from casework.people.models import Person
from casework.vocabulary.appointments import DEADLINE
from casework.vocabulary.working_days import with_closed


@dataclass(frozen=True, slots=True)
class Entered:
    """A deadline that waits, looked at on a day; `id` is the appointment, or the document that proposes it."""

    due_on: date
    title: str
    day: date
    id: uuid.UUID
    is_proposed: bool = False

    @property
    def left(self) -> str:
        """How long it still runs, in words."""
        return distance(self.due_on, self.day)

    @property
    def is_overdue(self) -> bool:
        return self.due_on < self.day


def entered_for(viewer: Viewer, person: Person, day: date) -> Sequence[Entered]:
    """What waits for a person, as far as this viewer may read it, the first to end first."""
    found: list[Entered] = []
    if viewer.may(Permission.APPOINTMENTS_APPOINTMENT_WRITE):
        found += _planned(person, day)
    if viewer.may(Permission.DOCUMENTS_DOCUMENT_READ):
        found += _proposed(person, day)
    return sorted(found, key=lambda one: (one.due_on, one.title))


def _planned(person: Person, day: date) -> Iterator[Entered]:
    for one in appointments_with(person):
        if one.is_open and one.kind == DEADLINE:
            yield Entered(one.planned_on, with_closed(one.title, one.planned_on), day, one.id)


def _proposed(person: Person, day: date) -> Iterator[Entered]:
    for document in documents_of(person.record_ids):
        for proposal in open_proposals(document):
            title = with_closed(proposal.title, proposal.due_on)
            yield Entered(proposal.due_on, title, day, document.id, is_proposed=True)
