"""What the place finder says for and against a room, and how it ranks: pure arithmetic over plain data."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.housing.finder import Candidate, Heads, House, Sought, Suggestion
from casework.housing.finder_rules import suggestions, weigh
from casework.vocabulary.housing import ACCOMMODATION_KINDS, ROOM_CONSTRAINTS, STAGES

pytestmark = pytest.mark.engine_independent

UNHURRIED = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
DAY = date(2026, 3, 2)
WOMAN, MAN = Heads(women=1), Heads(men=1)
FAMILY = Heads(women=1, men=1, children=2)
AU_WEST = House("west", "AU West", "AU", district="West", free_net=9)


def room(name: str = "W1", place: int = 0, assignable: int = 4, **details: object) -> Candidate:
    values = {"house": AU_WEST, "key": name, "constraint": "NONE"} | details
    return Candidate(name=name, place=place, assignable=assignable, **values)  # type: ignore[arg-type]


def said(suggestion: Suggestion) -> str:
    return " ".join(str(reason) for reason in suggestion.reasons)


def only(sought: Sought, candidate: Candidate) -> Suggestion:
    return weigh(sought, [candidate], DAY)


heads = st.builds(Heads, *(st.integers(0, 3) for _kind in range(4)))
days = st.dates(DAY - timedelta(days=400), DAY + timedelta(days=800))
houses = st.builds(
    House,
    key=st.sampled_from(("west", "ost")),
    name=st.just("Haus"),
    kind=st.sampled_from(ACCOMMODATION_KINDS.codes()),
    district=st.sampled_from((None, "West", "Ost")),
    lease_ends_on=st.none() | days,
    reserved=st.integers(0, 3),
    free_net=st.integers(0, 6),
    without_room=st.integers(0, 2),
)
rooms = st.builds(
    Candidate,
    house=houses,
    key=st.just("r"),
    name=st.sampled_from(("", "1", "2")),
    place=st.just(0),
    assignable=st.integers(0, 20),
    constraint=st.sampled_from(ROOM_CONSTRAINTS.codes()),
    others=heads,
    area_m2=st.none() | st.decimals(5, 60, places=1),
    closes_on=st.none() | days,
    freed=st.lists(st.tuples(st.integers(1, 4), days), max_size=2).map(tuple),
)
wanted = st.builds(
    Sought,
    heads=heads.filter(lambda counted: counted.total > 0),
    stage=st.none() | st.sampled_from(STAGES.codes()),
    is_one_household=st.booleans(),
    barrier_free=st.booleans(),
    protection=st.booleans(),
    districts=st.frozensets(st.sampled_from(("West", "Ost"))),
    houses=st.frozensets(st.sampled_from(("west", "ost"))),
)


@UNHURRIED
@given(wanted, rooms, st.integers(0, 30), st.integers(1, 30))
def test_a_room_without_enough_places_never_ranks_above_one_that_is_otherwise_equal(
    sought: Sought, candidate: Candidate, spare: int, missing: int
) -> None:
    needed = candidate.others.total + sought.heads.total
    enough = replace(candidate, assignable=needed + spare)
    too_small = replace(candidate, assignable=max(0, needed - missing))
    assert only(sought, enough).rank < only(sought, too_small).rank


@UNHURRIED
@given(wanted, st.lists(rooms, max_size=5))
def test_the_words_explain_the_rank_in_full(sought: Sought, candidates: list[Candidate]) -> None:
    found = suggestions(sought, candidates, DAY)
    assert [one.points for one in found] == sorted((one.points for one in found), reverse=True)
    for one in found:
        assert sum(r.weight for r in (*one.speaks_for, *one.speaks_against)) == one.points
        assert all(str(reason).endswith(".") and "%(" not in str(reason) for reason in one.reasons)
        assert all(room.free for room in one.rooms)


@UNHURRIED
@given(wanted, st.lists(st.integers(0, 4), min_size=1, max_size=8))
def test_rooms_are_put_together_only_where_none_is_large_enough(sought: Sought, free: list[int]) -> None:
    candidates = [room(str(place), place, assignable=places) for place, places in enumerate(free)]
    found = suggestions(sought, candidates, DAY)
    together = [one for one in found if len(one.rooms) > 1]
    if any(places >= sought.heads.total for places in free):
        assert not together
    for one in together:
        assert one.free >= sought.heads.total
        assert one.lacking == 0


@pytest.mark.parametrize(
    ("sought", "candidate", "words"),
    [
        (Sought(MAN), room(constraint="WOMEN"), "Frauenzimmer, und es zögen Männer ein."),
        (Sought(WOMAN), room(constraint="MEN"), "Männerzimmer, und es zögen Frauen ein."),
        (Sought(FAMILY), room(constraint="FAMILY", assignable=6, others=WOMAN), "schon eine andere Familie"),
        (
            Sought(FAMILY),
            room(constraint="SINGLE_HOUSEHOLD", assignable=6, others=WOMAN),
            "schon ein anderer",
        ),
        (Sought(MAN), room(constraint="PROTECTION"), "nur für Menschen, die Schutz brauchen"),
        (Sought(MAN, barrier_free=True), room(), "Nicht als barrierefrei angegeben."),
        (Sought(WOMAN, protection=True), room(), "Kein geschützter Platz."),
        (Sought(WOMAN), room(others=MAN), "Frauen und Männer, die nicht zusammengehören"),
        (Sought(Heads(women=1, men=1), is_one_household=False), room(), "getrennte Zimmer"),
        (Sought(MAN, stage="UMA"), room(), "ist für Anschlussunterbringung gedacht"),
    ],
)
def test_an_obstacle_is_said_and_puts_the_room_behind_a_plain_one(
    sought: Sought, candidate: Candidate, words: str
) -> None:
    found = only(sought, candidate)
    assert words in said(found)
    assert found.has_obstacle
    plain = Candidate(
        house=replace(AU_WEST, kind="NOT"), key="x", name="X", place=0, assignable=9, constraint="NONE"
    )
    suiting = replace(sought, barrier_free=False, protection=False, is_one_household=True)
    assert found.rank > only(suiting, plain).rank


@pytest.mark.parametrize(
    ("sought", "candidate", "words"),
    [
        (Sought(WOMAN), room(constraint="WOMEN"), "Frauenzimmer, und es ziehen nur Frauen ein."),
        (Sought(MAN), room(constraint="MEN"), "Männerzimmer, und es ziehen nur Männer ein."),
        (Sought(FAMILY), room(constraint="FAMILY"), "Familienzimmer, und es zieht eine Familie ein."),
        (Sought(FAMILY), room(), "Alle wohnen in einem Zimmer zusammen."),
        (Sought(FAMILY), room(), "Die freien Plätze passen genau (4)."),
        (Sought(MAN, stage="AU"), room(), "Die Art des Hauses passt zur Stufe"),
        (Sought(MAN, districts=frozenset({"West"})), room(), "im selben Ortsteil (West)"),
        (Sought(MAN, houses=frozenset({"west"})), room(), "Bleibt im selben Haus"),
        (Sought(MAN, barrier_free=True), room(constraint="BARRIER_FREE"), "Barrierefrei, wie gebraucht."),
        (Sought(WOMAN), room(others=MAN, kin=MAN), "aus demselben Haushalt"),
        (Sought(MAN), room(house=replace(AU_WEST, kind="VU"), area_m2=Decimal(14)), "14,0 m² je Person"),
    ],
)
def test_what_suits_is_said_too(sought: Sought, candidate: Candidate, words: str) -> None:
    found = only(sought, candidate)
    assert words in said(found)
    assert not found.has_obstacle


def test_what_ends_soon_speaks_against_a_room() -> None:
    lease = replace(AU_WEST, lease_ends_on=DAY + timedelta(days=60))
    closing = room(closes_on=DAY + timedelta(days=200))
    assert "Der Mietvertrag des Hauses endet am 01.05.2026." in said(only(Sought(MAN), room(house=lease)))
    assert "Ist nur bis 18.09.2026 in Betrieb." in said(only(Sought(MAN), closing))
    plain, near, far = (only(Sought(MAN), one) for one in (room(), room(house=lease), closing))
    assert plain.points > far.points > near.points


def test_a_crowded_room_in_the_vu_is_measured_against_the_rule_of_its_day() -> None:
    crowded = room(house=replace(AU_WEST, kind="VU"), area_m2=Decimal(12), others=MAN)
    assert "Nach dem Einzug 6,0 m² je Person; § 8 FlüAG sieht im Schnitt 7 m² vor." in said(
        only(Sought(MAN), crowded)
    )
    then = weigh(Sought(MAN), [crowded], date(2023, 5, 1))
    assert "im Schnitt mindestens 4,5 m²" in said(then)


def test_rooms_put_together_all_suit() -> None:
    men = room("W1", 0, 2, constraint="MEN")
    free = [men, room("W2", 1, 2), room("W3", 2, 2)]
    together = [one for one in suggestions(Sought(FAMILY), free, DAY) if len(one.rooms) > 1]
    assert [[one.name for one in found.rooms] for found in together] == [["W2", "W3"]]


def test_a_family_too_large_for_one_room_gets_neighbouring_ones() -> None:
    free = [room("W1", 0, 2), room("W3", 2, 3), room("W4", 3, 2), room("W9", 8, 3)]
    best = suggestions(Sought(Heads(women=1, men=1, children=3)), free, DAY)[0]
    assert [one.name for one in best.rooms] == ["W3", "W4"]
    assert "2 Zimmer nebeneinander" in said(best)
