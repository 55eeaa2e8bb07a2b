"""Which place talks have among all talks of those who took part, asked for one person or for the people of one talk."""

import uuid
from collections.abc import Iterable, Sequence

from casework.counselling.models import Consultation
from casework.counselling.queries import talks_of
from casework.counselling.sequence import Attended, Place, places, returns_of
from casework.people.models import Person
from casework.people.queries import cases_of
from casework.vocabulary.counselling import NETWORK


def standing_of(person: Person, talks: Iterable[Consultation]) -> dict[uuid.UUID, Place]:
    """The place of each of a person's talks, all of which are given; a contact without a client has none."""
    attended = [
        Attended(person.id, talk.held_on, talk.starts_at, talk.recorded_at, talk.talk_id)
        for talk in talks
        if talk.contact_kind != NETWORK
    ]
    returns = {person.id: returns_of(cases_of(person))}
    return {one.talk_id: place for one, place in places(attended, returns)}


def standing_for_each(talk: Consultation, people: Sequence[Person]) -> list[tuple[Person, Place]]:
    """What a talk was for each of these people."""
    found = ((person, standing_of(person, talks_of(person.record_ids))) for person in people)
    return [(person, told[talk.talk_id]) for person, told in found if talk.talk_id in told]
