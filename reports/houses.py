"""The table of houses: a row each, those of protection in one row without names, and the sum of all."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from casework.statistics.charts import bar_chart
from casework.statistics.facts import Facts
from casework.statistics.figures import HOUSE_FIGURES, house_total
from casework.statistics.house_people import HouseFacts
from casework.vocabulary.housing import PROTECTION_HOUSE

KINDS_IN_SHORT = {"SGBVIII": "SGB VIII", "NOT": "Not"}
COLUMNS, MOST_BARS, DRAWN_AT_PX = 2, 20, 440
Row = dict[str, Any]


def house_rows(facts: Facts) -> list[Row]:
    """The houses by name; protected ones only as a sum (domain brief §5.3, scenario 10)."""
    rows = [
        _values(house)
        | {"name": house.places.name, "kind": KINDS_IN_SHORT.get(house.places.kind, house.places.kind)}
        for house in facts.houses
        if house.places.kind != PROTECTION_HOUSE
    ]
    protected = [house for house in facts.houses if house.places.kind == PROTECTION_HOUSE]
    if protected:
        rows.append(together(protected) | {"name": _("Sonstige Einrichtungen"), "kind": "–"})
    return rows


def together(houses: Sequence[HouseFacts]) -> Row:
    """Each figure over some houses together: a rate is that of the sum, a household counts once."""
    return {figure.name: house_total(figure, houses) for figure in HOUSE_FIGURES}


def _values(house: HouseFacts) -> Row:
    return {figure.name: figure.read(house) for figure in HOUSE_FIGURES}


def charts(rows: Sequence[Row]) -> list[Markup]:
    """Bars of the houses, or of the largest if there are many, in columns of one scale."""
    largest = sorted(rows, key=lambda row: -row["assignable_places"])[:MOST_BARS]
    drawn = [row for row in rows if row in largest]
    longest = max((max(row["occupied"], row["assignable_places"]) for row in drawn), default=0)
    height = -(-len(drawn) // COLUMNS) or 1
    columns = [drawn[start : start + height] for start in range(0, len(drawn), height)]
    return [
        bar_chart(
            _("Belegung von %(first)s bis %(last)s", first=column[0]["name"], last=column[-1]["name"]),
            _("Belegte und belegbare Plätze je Unterkunft; dieselben Zahlen stehen in der Tabelle."),
            [(row["name"], row["occupied"], row["assignable_places"]) for row in column],
            longest=longest,
            drawn_at_px=DRAWN_AT_PX,
        )
        for column in columns
    ]
