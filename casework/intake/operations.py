"""Taking a family in: people and household, place, titles and cases, together or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from casework.access.viewer import Viewer
from casework.audit.trail import note
from casework.database.base import db
from casework.errors import Doubt, Refused
from casework.housing.act_models import StayAct
from casework.housing.operations import Destination, arrive_together
from casework.housing.planned_arrivals import get_planned_arrival, mark_arrived
from casework.housing.warnings import after_move
from casework.intake.newcomers import EVERYBODY, NOBODY, Intake, LineRefused, Newcomer
from casework.intake.places import find_room_id, stage_of
from casework.people.cases import begin_case, lead_case
from casework.people.duplicates import Found, remember_as_different
from casework.people.models import Household, Person
from casework.people.names import full_name
from casework.people.operations import change_person, new_household, register_person
from casework.people.queries import find_open_case, get_people
from casework.people.scope import sharing
from casework.people.titles import state_title
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.housing import IN_ACCOMMODATION

GAPS = ("birth_date", "sex", "nationalities", "languages")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Who is here now, in the order of the list, of whom so many are `new`; and what is worth a second look."""

    people: Sequence[Person]
    new: int
    act: StayAct | None
    doubts: Sequence[Doubt]


def take_in(
    viewer: Viewer, newcomers: Sequence[Newcomer], intake: Intake, alike: Mapping[int, Found]
) -> TakenIn:
    """Take everybody in the list in; whoever is known already comes with the record they have.

    `alike` says by line who was shown as perhaps the same. Raises Refused, and LineRefused for what is about a line.
    """
    known = _known(viewer, newcomers)
    household, left = _household(viewer, newcomers, known, intake)
    pairs = []
    for newcomer in newcomers:
        person = known.get(newcomer.line)
        pairs.append(
            (
                newcomer,
                _complete(person, newcomer, household) if person else _new(viewer, newcomer, household),
            )
        )
    db.session.flush()
    people = [person for _newcomer, person in pairs]
    intake = _with_arrival(viewer, intake)
    act, doubts = _move_in(pairs, intake)
    _state_titles(pairs)
    _lead_cases(pairs, intake, known)
    for newcomer, person in pairs:
        if newcomer.line not in known and newcomer.line in alike:
            remember_as_different(viewer, person, alike[newcomer.line])
    note("intake:family:registered", about=household.id, people=len(people), known=len(known))
    return TakenIn(people, len(people) - len(known), act, [*left, *doubts])


def _known(viewer: Viewer, newcomers: Iterable[Newcomer]) -> dict[int, Person]:
    """By line, the records of those who are known already, as far as the viewer may see them."""
    wanted = {newcomer.line: newcomer.same_as for newcomer in newcomers if newcomer.same_as}
    seen = {person.id: person for person in get_people(viewer, wanted.values())} if wanted else {}
    found: dict[int, Person] = {}
    for line, person_id in wanted.items():
        if person_id not in seen:
            raise LineRefused(
                line, Refused("Diese Person gibt es nicht mehr. Bitte antworten Sie noch einmal.")
            )
        if seen[person_id] in found.values():
            raise LineRefused(line, Refused("Das ist schon die Person aus einer anderen Zeile."), "same_as")
        found[line] = seen[person_id]
    return found


def _household(
    viewer: Viewer, newcomers: Sequence[Newcomer], known: Mapping[int, Person], intake: Intake
) -> tuple[Household, list[Doubt]]:
    """The household of all: that of the first who is known already, else a new one; and what others must know."""
    first = next((known[newcomer.line] for newcomer in newcomers if newcomer.line in known), None)
    if first is None:
        return new_household(viewer.municipality_id), []
    household = new_household(viewer.municipality_id) if intake.is_new_household else first.household
    moving = sum(person.household_id != household.id for person in known.values())
    shared = sharing(viewer.municipality_id, [household.id])
    others = len(set(db.session.scalars(shared)) - {person.id for person in known.values()})
    doubts = []
    if moving:
        doubts.append(
            Doubt(
                "Aus einem anderen Haushalt in diesen übernommen: %(count)s. Bitte prüfen Sie die Haushalte.",
                count=moving,
            )
        )
    if others:
        doubts.append(Doubt("Zum selben Haushalt gehören schon weitere Personen: %(count)s.", count=others))
    return household, doubts


def _new(viewer: Viewer, newcomer: Newcomer, household: Household) -> Person:
    try:
        return register_person(
            viewer.municipality_id, newcomer.details, household=household, case_number=newcomer.case_number
        )
    except Refused as refusal:
        raise LineRefused(newcomer.line, refusal, "case_number") from None


def _complete(person: Person, newcomer: Newcomer, household: Household) -> Person:
    """Somebody known already: what was not known is added, and how the name is written now; nothing is replaced."""
    typed = newcomer.details
    details: dict[str, Any] = {
        name: typed[name] for name in GAPS if typed[name] and not getattr(person, name)
    }
    spellings = person.other_spellings or []
    names = [full_name(typed["given_names"], typed["family_name"]), *typed["other_spellings"]]
    further = [name for name in names if name not in person.spellings]
    if further and not is_unreadable(spellings):
        details["other_spellings"] = [*spellings, *further]
    change_person(person, details, household=household)
    return person


def _with_arrival(viewer: Viewer, intake: Intake) -> Intake:
    """What the announcement says where nothing else was chosen; from now on it keeps no places."""
    if intake.arrival_id is None or intake.on is None:
        return replace(intake, stage=intake.stage or stage_of(intake.dwelling))
    arrival = mark_arrived(get_planned_arrival(viewer, intake.arrival_id), intake.on)
    place = None
    if arrival.accommodation_id is not None:
        place = Destination(IN_ACCOMMODATION, arrival.accommodation_id, arrival.room_id)
    return replace(intake, stage=intake.stage or arrival.stage, dwelling=intake.dwelling or place)


def _move_in(pairs: Sequence[tuple[Newcomer, Person]], intake: Intake) -> tuple[StayAct | None, list[Doubt]]:
    """Stage and dwelling of everybody from the day they came; each warning once."""
    if intake.on is None or (intake.stage is None and intake.dwelling is None):
        return None, []
    dwellings = {person.id: place for newcomer, person in pairs if (place := _place_of(newcomer, intake))}
    people = [person for _newcomer, person in pairs]
    act = arrive_together(people, on=intake.on, stage=intake.stage, dwellings=dwellings)
    if act is None:
        return None, []
    doubts: dict[str, Doubt] = {}
    for place in dict.fromkeys(dwellings.values()):
        there = [person for person in people if dwellings[person.id] == place]
        found = after_move(there, place, intake.on, is_hearing_answered=False)
        doubts |= {str(doubt): doubt for doubt in found}
    return act, list(doubts.values())


def _place_of(newcomer: Newcomer, intake: Intake) -> Destination | None:
    """Where somebody lives: with all, or in another room of the same house."""
    shared = intake.dwelling
    if newcomer.room is None:
        return shared
    if shared is None or shared.accommodation_id is None:
        why = Refused("Bitte wählen Sie unten auch die Unterkunft, zu der das Zimmer gehört.")
        raise LineRefused(newcomer.line, why, "room")
    room_id = find_room_id(shared.accommodation_id, newcomer.room)
    if room_id is None:
        why = Refused("Ein Zimmer „%(room)s“ gibt es in dieser Unterkunft nicht.", room=newcomer.room)
        raise LineRefused(newcomer.line, why, "room")
    return replace(shared, room_id=room_id)


def _state_titles(pairs: Iterable[tuple[Newcomer, Person]]) -> None:
    for newcomer, person in pairs:
        if newcomer.title is not None:
            title = newcomer.title
            state_title(
                person,
                title.code,
                starts_on=title.starts_on,
                ends_on=title.ends_on,
                served_on=title.served_on,
                final_on=title.final_on,
                remark=title.remark,
            )


def _lead_cases(
    pairs: Sequence[tuple[Newcomer, Person]], intake: Intake, known: Mapping[int, Person]
) -> None:
    """A case is led for each person (domain brief §7.9), unless told; one that is led already goes on."""
    if intake.cases == NOBODY or intake.cases_from is None:
        return
    for newcomer, person in pairs if intake.cases == EVERYBODY else pairs[:1]:
        if newcomer.line not in known:
            begin_case(person, starts_on=intake.cases_from, case_manager_id=intake.case_manager_id)
        elif find_open_case(person, intake.cases_from) is None:
            lead_case(person, starts_on=intake.cases_from, case_manager_id=intake.case_manager_id)
