"""The legal end of the VU, with the edges of §§ 187, 188 BGB."""

from datetime import date

import numpy as np
import pytest

from casework.housing.reception import TitleEvent, admitted_on, vu_ends_on
from casework.housing.spans import FOREVER, NO_END, NOTHING, Known, Spans

pytestmark = pytest.mark.engine_independent
ADMITTED_ON = date(2023, 3, 15)


def test_without_an_event_the_vu_ends_after_24_months() -> None:
    assert vu_ends_on(ADMITTED_ON) == date(2025, 3, 15)


def test_the_earliest_event_ends_it() -> None:
    final = TitleEvent("GESTATTUNG", date(2023, 4, 1), date(2024, 5, 15))
    permit = TitleEvent("AE_25_2_FLU", date(2024, 6, 20), None)
    assert vu_ends_on(ADMITTED_ON, [permit, final]) == date(2024, 5, 15)
    assert vu_ends_on(ADMITTED_ON, [permit]) == date(2024, 6, 20)


@pytest.mark.parametrize("card", ["AKN", "GESTATTUNG", "DULDUNG", "FIKTION_3", "UNKLAR"])
def test_a_card_that_is_no_permit_ends_nothing(card: str) -> None:
    assert vu_ends_on(ADMITTED_ON, [TitleEvent(card, date(2023, 4, 1), None)]) == date(2025, 3, 15)


def test_admitted_groups_leave_after_six_months_whatever_their_title_says() -> None:
    title = TitleEvent("AE_24", date(2025, 3, 20), None)
    assert vu_ends_on(date(2025, 3, 6), [title]) == date(2025, 9, 6)


def test_the_vu_stated_anew_without_a_gap_did_not_begin_anew() -> None:
    stages = known_stages(
        ("VU", date(2023, 1, 1), date(2023, 2, 1)),
        ("VU", date(2023, 3, 1), date(2023, 6, 1)),
        ("VU", date(2023, 6, 1), date(2024, 1, 1)),
        ("VU", date(2024, 1, 1), None),
    )
    assert vu_since(stages, date(2024, 5, 1)) == date(2023, 3, 1)
    assert vu_since(stages, date(2023, 1, 31)) == date(2023, 1, 1)
    assert vu_since(stages, date(2023, 2, 15)) is None
    assert vu_since(known_stages(), date(2023, 2, 15)) is None


def test_another_stage_between_begins_the_vu_anew() -> None:
    stages = known_stages(
        ("VU", date(2023, 1, 1), date(2023, 2, 1)),
        ("AU", date(2023, 2, 1), date(2023, 3, 1)),
        ("VU", date(2023, 3, 1), None),
    )
    assert vu_since(stages, date(2023, 5, 1)) == date(2023, 3, 1)


def known_stages(*stated: tuple[str, date, date | None]) -> Known:
    """The stages of one person."""
    rows = len(stated)
    return Known(
        Spans(
            owner=np.zeros(rows, np.int64),
            starts_on=np.array([start.toordinal() for _stage, start, _end in stated], np.int64),
            ends_on=np.array(
                [end.toordinal() if end else NO_END for _stage, _start, end in stated], np.int64
            ),
            known_from=np.zeros(rows, np.int64),
            known_until=np.full(rows, FOREVER),
            facts={"stage": np.array([("VU", "AU").index(stage) for stage, *_days in stated], np.int64)},
        )
    )


def vu_since(stages: Known, on: date) -> date | None:
    row = stages.on(on.toordinal(), 1)
    (day,) = admitted_on(stages, row, row >= 0).tolist()
    return None if day == NOTHING else date.fromordinal(day)
