"""The measures of segregation: the worked example, their bounds, a whole city, and when they stay hidden."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from casework.statistics.segregation import indices, may_be_shown, shown

pytestmark = pytest.mark.engine_independent
BERLIN = Path(__file__).parents[3] / "shared" / "data" / "berlin_lor_2015_einwohner_migrationshintergrund.csv"


def test_the_worked_example_of_the_domain_brief() -> None:
    found = indices((30, 60, 10), (1000, 2000, 2000))
    assert found is not None
    assert round(found.dissimilarity, 4) == round(found.segregation, 4) == 0.3061
    assert round(found.isolation, 4) == 0.0275
    assert round(found.eta_squared, 5) == 0.00765


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=30))
def test_every_measure_lies_between_none_and_all(districts: list[tuple[int, int]]) -> None:
    found = indices([x for x, _y in districts], [x + y for x, y in districts])
    assume(found is not None)
    assert found is not None
    for measure in (found.dissimilarity, found.segregation, found.isolation, found.eta_squared):
        assert -1e-9 <= measure <= 1 + 1e-9
    assert found.dissimilarity == pytest.approx(found.segregation)


def test_even_and_apart() -> None:
    even, apart = indices((10, 20), (100, 200)), indices((50, 0), (50, 70))
    assert even is not None
    assert apart is not None
    assert (even.dissimilarity, round(even.eta_squared, 9)) == (0, 0)
    assert (apart.dissimilarity, apart.isolation, apart.eta_squared) == (1, 1, 1)


@pytest.mark.parametrize(
    ("group", "population"), [((0, 0), (10, 10)), ((10, 10), (10, 10)), ((5, 1), (4, 100)), ((), ())]
)
def test_without_meaning_there_is_no_measure(group: tuple[int, ...], population: tuple[int, ...]) -> None:
    assert indices(group, population) is None


@pytest.mark.parametrize(
    ("group", "is_shown"),
    [((97, 3), True), ((96, 3), False), ((100, 0), True), ((200, 1), False), ((200, 2), False)],
)
def test_small_groups_and_small_cells_stay_hidden(group: tuple[int, ...], is_shown: bool) -> None:
    assert may_be_shown(group) is is_shown
    assert (shown(group, (1000, 1000)) is not None) is is_shown


@pytest.mark.skipif(not BERLIN.exists(), reason="the public table is not at hand")
def test_a_whole_city() -> None:
    """The planning areas of Berlin 2015: people from Arab countries live less evenly than those from the EU."""
    with BERLIN.open() as lines:
        rows = list(csv.DictReader(lines))
    population = [round(float(row["einwohner"])) for row in rows]
    arab, european = ([round(float(row[name])) for row in rows] for name in ("HK_Arab", "HK_EU15"))
    found, other = indices(arab, population), indices(european, population)
    assert found is not None
    assert other is not None
    assert len(rows) > 400
    x, t, everybody, members = arab, population, sum(population), sum(arab)
    by_hand = sum(abs(a / members - (b - a) / (everybody - members)) for a, b in zip(x, t, strict=True)) / 2
    assert found.dissimilarity == pytest.approx(by_hand)
    assert 0.3 < other.dissimilarity < found.dissimilarity < 0.6
