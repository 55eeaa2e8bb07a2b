"""Of whose case nobody has talked to anybody for a long time."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from casework.access.viewer import Viewer
from casework.counselling.models import Consultation, Participant
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import known
from casework.people.cards import Card, by_record
from casework.people.models import IntegrationCase, Person
from casework.people.scope import of_led_by, visible_cards
from casework.vocabulary.periods import months_later


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody whose case is open and to whom nobody has talked: `last_on` is the last talk, if there was one."""

    card: Card
    last_on: date | None
    case_since: date

    @property
    def since(self) -> date:
        """From when one counts: the last talk, or the beginning of the case."""
        return self.last_on or self.case_since


def silent_people(viewer: Viewer, months: int) -> list[Silent]:
    """Those whose case this viewer leads and to whom nobody has talked for so many months.

    The longest first. A minor is talked to with whoever of their household is.
    """
    day = today()
    known_cards = by_record(visible_cards(viewer))
    talks = _last_talks(viewer, known_cards)
    with_household: dict[uuid.UUID, date] = defaultdict(lambda: date.min)
    for card_id, held_on in talks.items():
        household_id = known_cards[card_id].household_id
        with_household[household_id] = max(with_household[household_id], held_on)
    limit = months_later(day, -months)
    found = []
    for card, since in _cases(viewer, known_cards, day):
        last_on = talks.get(card.person_id)
        if card.birth_date is not None and card.birth_date.is_minor_on(day):
            last_on = max(last_on or date.min, with_household[card.household_id])
        silent = Silent(card, None if last_on in (None, date.min) else last_on, since)
        if silent.since < limit:
            found.append(silent)
    return sorted(found, key=lambda one: (one.since, one.card.sort_key))


def _cases(viewer: Viewer, known_cards: Mapping[uuid.UUID, Card], day: date) -> Iterable[tuple[Card, date]]:
    """Whose case is open, each person once, and since when."""
    rows = db.session.execute(
        select(IntegrationCase.person_id, IntegrationCase.starts_on).where(
            IntegrationCase.case_manager_id.in_(viewer.leading_ids),
            known(IntegrationCase),
            IntegrationCase.starts_on <= day,
            IntegrationCase.ends_on.is_(None) | (IntegrationCase.ends_on > day),
        )
    )
    found = {known_cards[record_id].person_id: since for record_id, since in rows if record_id in known_cards}
    return [(known_cards[person_id], since) for person_id, since in found.items()]


def _last_talks(viewer: Viewer, known_cards: Mapping[uuid.UUID, Card]) -> dict[uuid.UUID, date]:
    """The day of the last talk with each of the viewer's people, under whichever record it stands."""
    rows = db.session.execute(
        select(Participant.person_id, func.max(Consultation.held_on))
        .join(Consultation, Consultation.id == Participant.consultation_id)
        .join(Person, Person.id == Participant.person_id)
        .where(known(Consultation), of_led_by(viewer))
        .group_by(Participant.person_id)
    )
    found: dict[uuid.UUID, date] = {}
    for record_id, held_on in rows:
        if record_id in known_cards:
            person_id = known_cards[record_id].person_id
            found[person_id] = max(found.get(person_id, date.min), held_on)
    return found
