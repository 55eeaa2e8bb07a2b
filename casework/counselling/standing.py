"""Which place talks have among all talks of those who took part, asked for one person or for the people of one talk."""

import uuid
from collections.abc import Iterable, Sequence

from casework.counselling.models import Consultation
from casework.counselling.queries import first_recorded, talks_of
from casework.counselling.sequence import Attended, Place, places, returns_of
from casework.people.models import Person
from casework.people.queries import cases_of
from casework.vocabulary.counselling import NETWORK


def standing_of(person: Person, talks: Iterable[Consultation]) -> dict[uuid.UUID, Place]:
    """The place of each of a person's talks, all of which are given; a contact without a client has none."""
    with_client = [talk for talk in talks if talk.contact_kind != NETWORK]
    first = first_recorded(talk.talk_id for talk in with_client)
    attended = [
        Attended(person.id, talk.held_on, talk.starts_at, first[talk.talk_id], talk.talk_id)
        for talk in with_client
    ]
    returns = {person.id: returns_of(cases_of(person))}
    return {one.talk_id: place for one, place in places(attended, returns)}


def standing_for_each(talk: Consultation, people: Sequence[Person]) -> list[tuple[Person, Place]]:
    """What a talk was for each of these people."""
    found = ((person, standing_of(person, talks_of(person.record_ids))) for person in people)
    return [(person, told[talk.talk_id]) for person, told in found if talk.talk_id in told]
