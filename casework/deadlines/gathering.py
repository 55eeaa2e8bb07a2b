"""What clocks need to know of people, read for many at once: the same for one who is saved and for a town at night.

Whoever has several records is one life, under the leading one.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import func, select

from casework.consents.models import Consent, SecrecyRelease
from casework.consents.queries import allowed_now
from casework.counselling.models import Consultation, Participant
from casework.database.base import db
from casework.database.bulk import batches
from casework.database.episodes import holds_on
from casework.database.recorded import known
from casework.deadlines.confirmations import confirmed_where
from casework.deadlines.lives import (
    CaseLed,
    ConsentGiven,
    Life,
    Protection,
    RegimeHeld,
    ReviewDue,
    StageHeld,
    TitleHeld,
)
from casework.deadlines.models import Confirmation
from casework.housing.stays import StageSpan
from casework.people.models import IntegrationCase, ResidenceTitle
from casework.people.records import leading_ids, records_of
from casework.people.register import cards_in_hand
from casework.plans.queries import next_reviews
from casework.privacy.protections import protections_under
from casework.situation.kinds import REGIME
from casework.situation.queries import said_of
from casework.vault.keys import keys
from casework.vocabulary.consents import PURPOSES

T = TypeVar("T")
Records = Mapping[uuid.UUID, uuid.UUID]
"""Whom each record means: a few hundred people with all their records."""


def records_meaning(person_ids: Iterable[uuid.UUID]) -> Iterator[Records]:
    """All records of those whom these ids mean, some hundred people at a time."""
    for batch in batches(sorted(set(leading_ids(person_ids).values()))):
        yield {record: person for person, records in records_of(batch).items() for record in records}


def lives_of(of: Records) -> Iterator[tuple[uuid.UUID, Life]]:
    """The life of each of these people, with their municipality; ids that are nobody's are passed over."""
    keys().prefetch(of)
    titles, stages, regimes = _titles(of), _stages(of), _regimes(of)
    cases, talks, consents, reviews = _cases(of), _first_talks(of), _consents(of), _reviews(of)
    protections = _protections(of)
    confirmed = confirmed_where(Confirmation.person_id.in_(of))
    for card in cards_in_hand(sorted(set(of.values()))):
        person_id = card.person_id
        seen_to = confirmed.get(person_id, {})
        life = Life(
            person_id=person_id,
            household_id=card.household_id,
            birth_date=card.birth_date,
            titles=titles.get(person_id, ()),
            stages=stages.get(person_id, ()),
            regimes=_effective(regimes.get(person_id, ())),
            cases=cases.get(person_id, ()),
            first_talk_on=min(talks.get(person_id, ()), default=None),
            protections=protections.get(person_id, ()),
            consents=consents.get(person_id, ()),
            reviews=reviews.get(person_id, ()),
            confirmed={key: one.what.confirmed_on for key, one in seen_to.items()},
        )
        yield card.municipality_id, life


def _titles(of: Records) -> Mapping[uuid.UUID, list[TitleHeld]]:
    rows = db.session.scalars(
        select(ResidenceTitle)
        .where(ResidenceTitle.person_id.in_(of), known(ResidenceTitle))
        .order_by(ResidenceTitle.starts_on, ResidenceTitle.recorded_at, ResidenceTitle.id)
    )
    return _by_person(
        of,
        rows,
        lambda row: row.person_id,
        lambda row: TitleHeld(
            row=row.id,
            title=row.title,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            served_on=row.served_on,
            final_on=row.final_on,
            legally_until=row.legally_until,
        ),
    )


def _stages(of: Records) -> Mapping[uuid.UUID, list[StageHeld]]:
    rows = db.session.execute(
        select(StageSpan.person_id, StageSpan.stage, StageSpan.starts_on, StageSpan.ends_on)
        .where(StageSpan.person_id.in_(of), StageSpan.known_until.is_(None))
        .order_by(StageSpan.starts_on)
    )
    return _by_person(of, rows, itemgetter(0), lambda row: StageHeld(*row[1:]))


def _regimes(of: Records) -> Mapping[uuid.UUID, list[RegimeHeld]]:
    said = (one for one in said_of(of.keys()) if one.kind == REGIME)
    return _by_person(
        of,
        said,
        lambda one: uuid.UUID(one.person),
        lambda one: RegimeHeld(one.answer, one.starts_on, one.precision, one.ends_on),
    )


def _effective(stated: Sequence[RegimeHeld]) -> list[RegimeHeld]:
    """A regime ends where it was stated to end or where the next begins; of two of one day the last stated holds."""
    held = list({one.starts_on: one for one in stated}.values())
    for place, following in enumerate(held[1:]):
        if holds_on(held[place], following.starts_on):
            held[place] = replace(held[place], ends_on=following.starts_on)
    return held


def _cases(of: Records) -> Mapping[uuid.UUID, list[CaseLed]]:
    rows = db.session.execute(
        select(
            IntegrationCase.person_id,
            IntegrationCase.id,
            IntegrationCase.starts_on,
            IntegrationCase.ends_on,
            IntegrationCase.extended_on.is_not(None),
        )
        .where(IntegrationCase.person_id.in_(of), known(IntegrationCase))
        .order_by(IntegrationCase.starts_on, IntegrationCase.recorded_at, IntegrationCase.id)
    )
    return _by_person(of, rows, itemgetter(0), lambda row: CaseLed(*row[1:]))


def _first_talks(of: Records) -> Mapping[uuid.UUID, list[date]]:
    rows = db.session.execute(
        select(Participant.person_id, func.min(Consultation.held_on))
        .join(Participant.consultation)
        .where(Participant.person_id.in_(of), known(Consultation))
        .group_by(Participant.person_id)
    )
    return _by_person(of, rows, itemgetter(0), itemgetter(1))


def _protections(of: Records) -> Mapping[uuid.UUID, list[Protection]]:
    return _by_person(
        of,
        (row for row in protections_under(of.keys()) if row.has_days),
        lambda row: row.person_id,
        lambda row: Protection(row.id, row.kind, row.starts_on, row.ends_on),
    )


def _consents(of: Records) -> Mapping[uuid.UUID, list[ConsentGiven]]:
    """Of what was allowed anew for longer only the last; nothing that has no end."""
    allowed = [one for kind in (Consent, SecrecyRelease) for one in allowed_now(kind, of.keys())]
    last = {(of[one.person_id], one.__tablename__, *_about(one)): one for one in allowed}
    return _by_person(
        of,
        [one for one in last.values() if one.valid_until is not None],
        lambda one: one.person_id,
        lambda one: ConsentGiven(one.id, one.valid_until, _named(one)),
    )


def _about(allowed: Consent | SecrecyRelease) -> tuple[Any, ...]:
    if isinstance(allowed, Consent):
        return allowed.partner_id, allowed.purpose
    return allowed.released, allowed.counterpart, allowed.about


def _named(allowed: Consent | SecrecyRelease) -> str:
    """What was allowed, without anybody's own words: they lie under the key of the person, a deadline does not."""
    if isinstance(allowed, Consent):
        return f"{allowed.partner.name}: {PURPOSES.label(allowed.purpose)}"
    towards = f" gegenüber {allowed.partner.name}" if allowed.partner else ""
    return f"Schweigepflichtentbindung vom {allowed.given_on:%d.%m.%Y}{towards}"


def _reviews(of: Records) -> Mapping[uuid.UUID, list[ReviewDue]]:
    return _by_person(
        of,
        next_reviews(of.keys()),
        itemgetter(1),
        lambda row: ReviewDue(row[0], row[2]),
    )


def _by_person(
    of: Records, rows: Iterable[Any], record_of: Callable[[Any], uuid.UUID], read: Callable[[Any], T]
) -> Mapping[uuid.UUID, list[T]]:
    """What these rows say, by whom their record means, in their order."""
    found: defaultdict[uuid.UUID, list[T]] = defaultdict(list)
    for row in rows:
        found[of[record_of(row)]].append(read(row))
    return found
