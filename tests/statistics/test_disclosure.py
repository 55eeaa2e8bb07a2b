"""What leaves the house hides small numbers: no suppressed one can be worked out, and rounding goes cell by cell.

The oracle does not know how cells are chosen: it tries every table near the truth that fits what is shown.
"""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.errors import Refused
from casework.housing.spans import Ints
from casework.statistics.disclosure import Cell, Past, rounded, sums_differ, suppressed_cells


def with_totals(rows: list[list[int]]) -> Ints:
    inner = np.array(rows, np.int64)
    wide = np.hstack([inner, inner.sum(axis=1, keepdims=True)])
    return np.vstack([wide, wide.sum(axis=0, keepdims=True)])


def fitting(table: Ints, hidden: frozenset[Cell], least: int) -> Ints:
    """Every table with these shown cells whose suppressed ones are at least so much, up to one away from the truth."""
    shape = table.shape
    inner = [cell for cell in product(range(shape[0] - 1), range(shape[1] - 1)) if cell in hidden]
    steps = np.array(list(product((-1, 0, 1), repeat=len(inner))), np.int64)
    tables = np.repeat(table[None, :-1, :-1], len(steps), axis=0)
    for number, (row, column) in enumerate(inner):
        tables[:, row, column] += steps[:, number]
    tables = np.concatenate([tables, tables.sum(axis=2, keepdims=True)], axis=2)
    tables = np.concatenate([tables, tables.sum(axis=1, keepdims=True)], axis=1)
    is_hidden = np.array([[(row, column) in hidden for column in range(shape[1])] for row in range(shape[0])])
    fits = np.where(is_hidden, tables >= np.minimum(table, least), tables == table)
    return tables[fits.all(axis=(1, 2))]


small_tables = st.integers(1, 3).flatmap(
    lambda columns: st.lists(
        st.lists(st.sampled_from([0, 0, 1, 1, 2, 2, 3, 4, 6]), min_size=columns, max_size=columns),
        min_size=1,
        max_size=3,
    )
)


@given(small_tables, st.booleans(), st.booleans())
@settings(max_examples=250, deadline=None)
def test_no_small_number_can_be_worked_out(
    rows: list[list[int]], row_totals: bool, column_totals: bool
) -> None:
    table = with_totals(rows)
    last_row, last_column = table.shape[0] - 1, table.shape[1] - 1
    unseen: set[Cell] = set()
    if not row_totals:
        unseen |= {(row, last_column) for row in range(last_row)}
    if not column_totals:
        unseen |= {(last_row, column) for column in range(last_column)}
    hidden = suppressed_cells(table, unseen)
    small = [
        (r, c) for r, c in product(*map(range, table.shape)) if table[r, c] in (1, 2) and (r, c) not in unseen
    ]
    assert hidden.issuperset(small)
    assert not hidden or small, "nothing is suppressed without a reason"
    zero_told = all(table[cell] for cell in hidden)
    for cell in small:
        found = fitting(table, hidden | unseen, least=1 if zero_told else 0)
        assert len(np.unique(found[:, cell[0], cell[1]])) > 1, (table, hidden, cell)


def test_the_table_of_scenario_10() -> None:
    """41, 17 and 2 of 60: the 2 and the smaller of the others go, the total stays."""
    table = with_totals([[41], [17], [2]])
    row_totals = {(row, 1) for row in range(3)}
    assert suppressed_cells(table, {*row_totals, (3, 0)}) == {(2, 0), (1, 0)}
    assert [rounded(people) for people in (41, 17, 2, 60)] == [40, 15, 0, 60]
    assert sums_differ(table)


def test_rounding_goes_to_the_nearest_five() -> None:
    assert [rounded(people) for people in range(14)] == [0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10, 10, 10, 15]
    assert not sums_differ(with_totals([[5, 10], [20, 0]]))


def test_two_ones_of_a_row_are_not_betrayed_by_their_sum() -> None:
    """Whoever knows that a dot is nobody's zero would read 1 and 1 from a remainder of 2."""
    hidden = suppressed_cells(with_totals([[1, 1, 5, 9], [6, 7, 8, 9]]))
    assert {(0, 0), (0, 1)} < hidden


def test_what_is_known_outside_protects_nothing() -> None:
    table = with_totals([[41], [17], [2]])
    unseen = {(row, 1) for row in range(3)} | {(3, 0)}
    assert suppressed_cells(table, unseen, Past(told=frozenset({(1, 0)}))) == {(2, 0), (0, 0)}
    everything = frozenset({(0, 0), (1, 0), (3, 1)})
    with pytest.raises(Refused, match="ließe sich eine kleine Zahl ausrechnen"):
        suppressed_cells(table, unseen, Past(told=everything))


def test_a_sensitive_cell_goes_whatever_its_number() -> None:
    hidden = suppressed_cells(with_totals([[30, 40], [50, 60]]), past=Past(sensitive=frozenset({(0, 1)})))
    assert hidden == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_large_table_full_of_small_numbers_is_quick() -> None:
    numbers = np.random.default_rng(7).integers(0, 4, (50, 20))
    table = with_totals(numbers.tolist())
    hidden = suppressed_cells(table)
    assert hidden.issuperset(map(tuple, np.argwhere((table == 1) | (table == 2)).tolist()))
