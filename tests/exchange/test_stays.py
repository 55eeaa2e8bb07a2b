"""The list „aufenthalte“: what it states, what follows, and what contradicts."""

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.episodes import Span, effective
from casework.housing.stays import DwellingEpisode, DwellingSpan, StageEpisode, StageSpan
from tests.exchange.conftest import Town, counts, remarks

Spans = Callable[[], dict[str, list[tuple[str, ...]]]]
HOUSES = """
    Unterkunft;Art;Zimmer;Plätze;Fläche;Bestimmung;Betrieb ab
    GU Nord;VU;N1;4;;Männer;01.01.2020
    GU Nord;VU;N2;4;;Familie;01.01.2020
    GU Nord;VU;N3;2;;Frauen;01.01.2020
    AU West;AU;W1;3;22;;01.01.2020
    AU West;AU;W2;5;;Familie;01.01.2020
    Haus Linde;SGBVIII;;6;;;01.01.2020
"""
PEOPLE = """
    Aktenzeichen;Familienname;Vornamen;Haushalt
    1;Haddad;Omar;H
    2;Haddad;Layla;H
    3;Haddad;Amir;H
    4;Haddad;Sara;H
"""


@pytest.fixture
def world(town: Town) -> Town:
    """The houses of the acceptance scenarios and family Haddad."""
    town.brought("unterkuenfte", HOUSES)
    town.brought("personen", PEOPLE)
    return town


def rows_in(app: Flask, *tables: type) -> list[int]:
    with app.app_context():
        return [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def test_scenario_1_as_lists(world: Town, spans: Spans) -> None:
    """A family: VU in one room, then allocated to the city and moved on one day."""
    lines = [f"{n};VU;GU Nord;N2;03.03.2025\n{n};AU;AU West;W2;01.07.2025" for n in (1, 2, 3, 4)]
    answer = world.brought("aufenthalte", "Aktenzeichen;Stufe;Unterkunft;Zimmer;Von\n" + "\n".join(lines))
    assert counts(answer) == (8, 0, 0, 0, 0)
    assert answer["warnings"] == []
    assert spans() == {
        str(n): [
            ("AU", "2025-07-01", ""),
            ("AU West/W2", "2025-07-01", ""),
            ("GU Nord/N2", "2025-03-03", "2025-07-01"),
            ("VU", "2025-03-03", "2025-07-01"),
        ]
        for n in (1, 2, 3, 4)
    }


def test_scenario_4_as_lists(town: Town, app: Flask) -> None:
    """Ludwigsburg's stock: 141 / 820 / 53 in the evening, one person moves on the reference date."""
    stages = ["VU"] * 141 + ["AU"] * 820 + ["UMA"] * 53
    town.brought("personen", "Aktenzeichen;Familienname\n" + "\n".join(f"P{n};Name {n}" for n in range(1014)))
    said = [f"P{n};{stage};01.01.2020" for n, stage in enumerate(stages)] + ["P0;AU;17.06.2020"]
    assert counts(town.brought("aufenthalte", "Aktenzeichen;Stufe;Von\n" + "\n".join(said))) == (
        1015,
        0,
        0,
        0,
        0,
    )

    def stock(day: date) -> dict[str, int]:
        with app.app_context():
            held = db.session.execute(
                select(StageSpan.stage, func.count().label("people"))
                .where(StageSpan.starts_on <= day, (StageSpan.ends_on.is_(None)) | (StageSpan.ends_on > day))
                .where(StageSpan.known_until.is_(None))
                .group_by(StageSpan.stage)
            )
            return {row.stage: row.people for row in held}

    assert stock(date(2020, 6, 16)) == {"VU": 141, "AU": 820, "UMA": 53}
    assert stock(date(2020, 6, 17)) == {"VU": 140, "AU": 821, "UMA": 53}


def test_the_same_list_twice_changes_nothing(world: Town, app: Flask) -> None:
    content = """
        Aktenzeichen;Stufe;Unterkunft;Zimmer;Von;Bis;Grund
        1;VU;GU Nord;N1;03.03.2025;01.07.2025;Zuweisung
        1;AU;AU West;;01.07.2025;;
        2;VU;GU Nord;N1;03.03.2025;;
    """
    tables = (StageEpisode, DwellingEpisode, StageSpan, DwellingSpan)
    assert counts(world.brought("aufenthalte", content)) == (3, 0, 0, 0, 0)
    before, (entries,) = rows_in(app, *tables), rows_in(app, TrailEntry)
    assert counts(world.brought("aufenthalte", content)) == (0, 0, 3, 0, 0)
    assert rows_in(app, *tables) == before
    assert rows_in(app, TrailEntry) == [entries + 1]  # the import itself; nobody was changed


def test_one_entry_for_the_import_and_one_for_each_changed_person(world: Town, app: Flask) -> None:
    (before,) = rows_in(app, TrailEntry)
    world.brought(
        "aufenthalte", "Aktenzeichen;Stufe;Unterkunft;Von\n1;VU;GU Nord;1.3.2025\n2;VU;GU Nord;1.3.2025"
    )
    with app.app_context():
        entries = db.session.scalars(select(TrailEntry).where(TrailEntry.sequence > before)).all()
        assert sorted(entry.action for entry in entries) == [
            "exchange:list:imported",
            "exchange:person:imported",
            "exchange:person:imported",
        ]
        assert {entry.actor_id for entry in entries} == {None}
        assert None not in {entry.municipality_id for entry in entries}


def test_a_row_that_differs_is_a_correction_and_storno_takes_back(
    world: Town, spans: Spans, app: Flask
) -> None:
    head = "Aktenzeichen;Stufe;Unterkunft;Zimmer;Von;Bis;Storno\n"
    world.brought("aufenthalte", head + "1;VU;GU Nord;N1;03.03.2025;;\n1;AU;AU West;W1;01.07.2025;;")
    corrected = world.brought("aufenthalte", head + "1;VU;GU Nord;N2;03.03.2025;;")
    assert counts(corrected) == (0, 1, 0, 0, 0)
    retracted = world.brought("aufenthalte", head + "1;AU;AU West;W1;01.07.2025;;ja")
    assert counts(retracted) == (0, 0, 0, 1, 0)
    assert spans() == {"1": [("GU Nord/N2", "2025-03-03", ""), ("VU", "2025-03-03", "")]}
    with app.app_context():
        stated = db.session.scalars(select(DwellingEpisode)).all()
        assert len(stated) == 3  # nothing is overwritten
        assert len([episode for episode in stated if episode.superseded_at is None]) == 1
    again = world.brought("aufenthalte", head + "1;AU;AU West;W1;01.07.2025;;ja")
    assert counts(again) == (0, 0, 1, 0, 0)
    assert remarks(again, "warnings") == [(2, "Storno"), (2, "Storno")]


def test_columns_the_file_does_not_have_say_nothing(world: Town, spans: Spans) -> None:
    world.brought(
        "aufenthalte", "Aktenzeichen;Stufe;Unterkunft;Zimmer;Von;Bis\n1;VU;GU Nord;N1;03.03.2025;01.07.2025"
    )
    assert counts(world.brought("aufenthalte", "Aktenzeichen;Stufe;Von\n1;AU;03.03.2025")) == (0, 1, 0, 0, 0)
    assert counts(world.brought("aufenthalte", "Aktenzeichen;Unterkunft;Von\n1;GU Nord;03.03.2025")) == (
        0,
        0,
        1,
        0,
        0,
    )
    assert spans() == {"1": [("AU", "2025-03-03", "2025-07-01"), ("GU Nord/N1", "2025-03-03", "2025-07-01")]}
    open_end = "Aktenzeichen;Unterkunft;Zimmer;Von;Bis\n1;GU Nord;;03.03.2025;"
    assert counts(world.brought("aufenthalte", open_end)) == (0, 1, 0, 0, 0)
    assert spans()["1"][1] == ("GU Nord", "2025-03-03", "")


def test_a_late_departure_ends_what_was_open(world: Town, spans: Spans) -> None:
    world.brought("aufenthalte", "Aktenzeichen;Stufe;Unterkunft;Zimmer;Von\n1;AU;AU West;W1;01.02.2025")
    world.brought(
        "aufenthalte", "Aktenzeichen;Stufe;Unterkunft;Zimmer;Von;Bis\n1;AU;AU West;W1;01.02.2025;25.03.2025"
    )
    assert spans() == {"1": [("AU", "2025-02-01", "2025-03-25"), ("AU West/W1", "2025-02-01", "2025-03-25")]}


def test_an_empty_cell_says_nothing_about_its_axis(world: Town, spans: Spans) -> None:
    world.brought(
        "aufenthalte",
        """
        Aktenzeichen;Stufe;Wohnform;Unterkunft;Ortsteil;Von
        1;VU;;;;01.01.2025
        1;;Unterkunft;GU Nord;;02.01.2025
        1;;Privatwohnung;;Eglosheim;01.03.2025
        2;UMA;Jugendhilfeeinrichtung;Haus Linde;;01.01.2025
        3;;pflegefamilie;;;01.01.2027
        """,
    )
    assert spans() == {
        "1": [
            ("GU Nord", "2025-01-02", "2025-03-01"),
            ("PRIVATE", "2025-03-01", ""),
            ("VU", "2025-01-01", ""),
        ],
        "2": [("Haus Linde", "2025-01-01", ""), ("UMA", "2025-01-01", "")],
        "3": [("FOSTER_FAMILY", "2027-01-01", "")],
    }


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("9;VU;;;;01.01.2025;", "Aktenzeichen", "„9“ gibt es in dieser Kommune nicht"),
        (";VU;;;;01.01.2025;", "Aktenzeichen", "Bitte „Aktenzeichen“ angeben"),
        ("1;XX;;;;01.01.2025;", "Stufe", "Möglich sind: EA, VU, AU, UMA, JV, SO"),
        ("1;;;;;01.01.2025;", "Stufe", "Bitte eine Stufe angeben"),
        ("1;VU;;;;;", "Von", "Bitte „Von“ angeben"),
        ("1;VU;;;;31.02.2025;", "Von", "Den Tag 31.02.2025 gibt es nicht"),
        ("1;VU;;;;02.01.2025;01.01.2025", "Bis", "Das Ende (01.01.2025) liegt vor dem Beginn (02.01.2025)"),
        ("1;;;GU Süd;;01.01.2025;", "Unterkunft", "„GU Süd“ gibt es nicht"),
        ("1;;;GU Nord;N9;01.01.2025;", "Zimmer", "„N9“ gibt es in „GU Nord“ nicht"),
        ("1;;;;N1;01.01.2025;", "Unterkunft", "Zum Zimmer fehlt die Unterkunft"),
        ("1;;Unterkunft;;;01.01.2025;", "Unterkunft", "Bitte die Unterkunft nennen"),
        ("1;;Privatwohnung;GU Nord;;01.01.2025;", "Wohnform", "zugleich sind nicht möglich"),
        ("1;;Zelt;;;01.01.2025;", "Wohnform", "„Zelt“ ist keine bekannte Angabe"),
    ],
)
def test_impossible_rows(world: Town, app: Flask, row: str, column: str, reason: str) -> None:
    head = "Aktenzeichen;Stufe;Wohnform;Unterkunft;Zimmer;Von;Bis\n2;VU;;GU Nord;N1;01.01.2025;\n"
    answer = world.bring("aufenthalte", head + row)
    assert answer["exit"] == 2
    assert remarks(answer) == [(3, column)]
    assert reason in answer["errors"][0]["reason"]
    assert counts(answer) == (0, 0, 0, 0, 1)
    assert rows_in(app, StageEpisode, DwellingEpisode) == [0, 0]


def test_two_rooms_on_one_day_are_refused_with_both_rows(world: Town) -> None:
    answer = world.bring(
        "aufenthalte",
        "Aktenzeichen;Unterkunft;Zimmer;Von\n1;GU Nord;N1;01.01.2025\n1;AU West;W1;01.01.2025\n2;GU Nord;N1;01.01.2025",
    )
    assert remarks(answer) == [(2, "Von"), (3, "Von")]
    assert "Niemand kann an zwei Orten zugleich sein" in answer["errors"][0]["reason"]


def test_an_episode_inside_one_whose_end_was_stated_is_an_error(world: Town) -> None:
    head = "Aktenzeichen;Stufe;Von;Bis\n"
    within = world.bring("aufenthalte", head + "1;AU;01.02.2025;\n1;VU;01.01.2025;01.03.2025")
    assert remarks(within) == [(2, "Von")]
    assert "endet erst am 01.03.2025 (Zeile 3)" in within["errors"][0]["reason"]
    world.brought("aufenthalte", head + "1;VU;01.01.2025;01.03.2025")
    assert remarks(world.bring("aufenthalte", head + "1;AU;01.02.2025;")) == [(2, "Von")]
    assert counts(world.brought("aufenthalte", head + "1;AU;01.03.2025;")) == (1, 0, 0, 0, 0)
    assert remarks(world.bring("aufenthalte", head + "1;VU;01.01.2025;01.04.2025")) == [(2, "Von")]
    together = head + "1;AU;01.02.2025;\n1;VU;01.01.2025;01.02.2025\n"
    assert counts(world.brought("aufenthalte", together)) == (1, 1, 0, 0, 0)


def test_an_overfull_room_is_a_warning(world: Town) -> None:
    lines = "\n".join(f"{n};GU Nord;N3;0{n}.01.2025" for n in (1, 2, 3, 4))
    answer = world.brought("aufenthalte", "Aktenzeichen;Unterkunft;Zimmer;Von\n" + lines)
    assert remarks(answer, "warnings") == [(4, "Zimmer")]
    assert (
        "Ab 03.01.2025 leben 3 Personen in Zimmer „N3“ (GU Nord); Plätze: 2."
        in answer["warnings"][0]["reason"]
    )


def test_good_rows_are_stored_and_bad_ones_come_back(world: Town, spans: Spans) -> None:
    content = """
        Zimmer;Aktenzeichen;Stufe;Unterkunft;Von;Meinung
        N1;1;VU;GU Nord;31.02.2025;=1+1
        N1;2;VU;GU Nord;01.03.2025;gut
    """
    answer = world.bring("aufenthalte", content, "--skip-bad", file="März 2025.csv")
    assert answer["exit"] == 0
    assert counts(answer) == (1, 0, 0, 0, 1)
    assert answer["ignored_columns"] == ["Meinung"]
    assert list(spans()) == ["2"]
    rejected = world.file("März 2025.csv.rejected.csv").read_bytes()
    assert rejected.decode("utf-8-sig") == (
        "Zimmer;Aktenzeichen;Stufe;Unterkunft;Von;Meinung;Fehler\r\n"
        "N1;1;VU;GU Nord;31.02.2025;'=1+1;Von: Den Tag 31.02.2025 gibt es nicht.\r\n"
    )
    mended = world.bring("aufenthalte", rejected.replace(b"31.02", b"28.02"))
    assert counts(mended) == (1, 0, 0, 0, 0)
    assert mended["ignored_columns"] == ["Meinung"]


def test_skipping_a_correction_brings_the_old_contradiction_back(world: Town) -> None:
    """What is stored stays believed where its correction is a bad row."""
    world.brought("aufenthalte", "Aktenzeichen;Stufe;Von;Bis\n1;VU;01.01.2025;01.12.2025")
    world.brought("aufenthalte", "Aktenzeichen;Unterkunft;Von;Bis\n1;GU Nord;01.12.2024;01.12.2025")
    answer = world.bring(
        "aufenthalte",
        """
        Aktenzeichen;Stufe;Unterkunft;Von;Bis
        1;VU;GU Nord;01.01.2025;01.03.2025
        1;AU;;01.04.2025;
        """,
        "--skip-bad",
    )
    assert answer["exit"] == 0
    assert remarks(answer) == [(2, "Von"), (3, "Von")]


days = st.integers(0, 40).map(lambda n: date(2025, 1, 1) + timedelta(days=n))


@st.composite
def consistent_episodes(draw: st.DrawFn) -> list[tuple[date, date | None]]:
    starts = sorted(draw(st.sets(days, min_size=1, max_size=5)))
    ends: list[date | None] = [
        draw(st.sampled_from([None, start, following])) if start < following else None
        for start, following in zip(starts, [*starts[1:], date(2025, 3, 1)], strict=True)
    ]
    return list(zip(starts, ends, strict=True))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(of_people=st.lists(consistent_episodes(), min_size=4, max_size=4), seed=st.integers())
def test_the_order_of_rows_is_free(
    world: Town, spans: Spans, of_people: list[list[tuple[date, date | None]]], seed: int
) -> None:
    lines = [
        f"{number};{'VU' if place % 2 else 'AU'};{start:%d.%m.%Y};{end or ''}"
        for number, episodes in enumerate(of_people, start=1)
        for place, (start, end) in enumerate(episodes)
    ]
    random.Random(seed).shuffle(lines)
    try:
        world.brought("aufenthalte", "Aktenzeichen;Stufe;Von;Bis\n" + "\n".join(lines))
        held = spans()
        for number, episodes in enumerate(of_people, start=1):
            expected = effective([Span(start, end) for start, end in episodes])
            found = sorted(span[1:] for span in held[str(number)])
            assert found == [(str(span.starts_on), str(span.ends_on or "")) for span in expected]
    finally:
        undone = "\n".join(f"{line};ja" for line in lines)
        world.brought("aufenthalte", "Aktenzeichen;Stufe;Von;Bis;Storno\n" + undone)
    assert spans() == {}
