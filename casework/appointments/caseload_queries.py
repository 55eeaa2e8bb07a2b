"""How much a colleague still has in hand, and whose cases those are."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from casework.access.viewer import Viewer
from casework.accounts.models import User
from casework.accounts.queries import users_of
from casework.accounts.substitutions import LEAD_CASES
from casework.appointments.models import Appointment, Attendee
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import known
from casework.people.cards import Card, by_record
from casework.people.models import IntegrationCase
from casework.people.scope import visible_cards
from casework.web.paging import PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Caseload:
    """What one colleague has in hand: people whose case they lead or will lead, and appointments that wait."""

    user: User
    cases: int
    appointments: int


def caseloads(municipality_id: uuid.UUID) -> list[Caseload]:
    """Everybody of a municipality who leads cases or has led some that nobody has taken over; by name."""
    cases = dict(
        db.session.execute(
            select(IntegrationCase.case_manager_id, func.count(IntegrationCase.person_id.distinct()))
            .where(known(IntegrationCase), _goes_on(today()))
            .group_by(IntegrationCase.case_manager_id)
        ).all()
    )
    waiting = dict(
        db.session.execute(
            select(Appointment.owner_id, func.count())
            .where(Appointment.done_at.is_(None), Appointment.cancelled_at.is_(None))
            .group_by(Appointment.owner_id)
        ).all()
    )
    found = [
        Caseload(user, cases.get(user.id, 0), waiting.get(user.id, 0)) for user in users_of(municipality_id)
    ]
    return [
        one
        for one in found
        if one.cases or one.appointments or (one.user.is_active and one.user.role in LEAD_CASES)
    ]


def cases_in_hand(
    giver: User, on: date, people: Collection[uuid.UUID] | None = None
) -> Sequence[IntegrationCase]:
    """The cases somebody leads on a day or will lead later, of some records or of all."""
    wanted = select(IntegrationCase).where(
        IntegrationCase.case_manager_id == giver.id, known(IntegrationCase), _goes_on(on)
    )
    if people is not None:
        wanted = wanted.where(IntegrationCase.person_id.in_(people))
    return db.session.scalars(wanted.options(joinedload(IntegrationCase.person))).all()


def appointments_in_hand(giver: User, on: date, people: Collection[uuid.UUID]) -> Sequence[Appointment]:
    """What somebody has planned with these records from a day on, and what is overdue by then."""
    about = select(Attendee.appointment_id).where(Attendee.person_id.in_(people))
    wanted = select(Appointment).where(
        Appointment.owner_id == giver.id,
        Appointment.done_at.is_(None),
        Appointment.cancelled_at.is_(None),
        Appointment.id.in_(about),
    )
    if on > today():
        wanted = wanted.where(Appointment.planned_on >= on)
    return db.session.scalars(wanted).all()


def handover_steps(viewer: Viewer, giver: User, on: date) -> list[list[Card]]:
    """Those whose case somebody leads, as far as the viewer may know of them, fifty at a time, households together."""
    cards = by_record(visible_cards(viewer))
    found = {cards[case.person_id] for case in cases_in_hand(giver, on) if case.person_id in cards}
    first_of = {
        household: min(card.sort_key for card in found if card.household_id == household)
        for household in {card.household_id for card in found}
    }
    ordered = sorted(
        found, key=lambda card: (first_of[card.household_id], card.household_id.hex, card.sort_key)
    )
    return list(_steps(ordered))


def _steps(cards: Sequence[Card]) -> Iterator[list[Card]]:
    for start in range(0, len(cards), PAGE_SIZE):
        yield list(cards[start : start + PAGE_SIZE])


def _goes_on(day: date) -> ColumnElement[bool]:
    return IntegrationCase.ends_on.is_(None) | (IntegrationCase.ends_on > day)
