"""The quota of a year: how many people a Gemeinde should have been allocated, and how many it was
(DVO FlüAG §§ 1-3; domain brief §1.6, §7.15)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
from sqlalchemy import Select, select

from casework.access.viewer import Viewer
from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.recorded import find_latest, known
from casework.database.turns import take_turn
from casework.errors import Conflict, NotThere, Refused
from casework.housing.changes import Kind
from casework.housing.evenings import Evening
from casework.planning.models import QuotaYear
from casework.vocabulary.housing import FOLLOWUP

DETAILS = (
    "year",
    "town_population",
    "district_population",
    "district_allocations",
    "credit",
    "allocated",
    "source",
)
DEFINITIONS = {
    "Quote": "Einwohner der Gemeinde durch Einwohner des Kreises, beide am 30. Juni des Vorjahres.",
    "Soll": "Quote mal Zuteilungen im Kreis, kaufmännisch auf ganze Personen gerundet, abzüglich der angerechneten "
    "Plätze der vorläufigen Unterbringung; nie unter null. Gerechnet wird mit der ungerundeten Quote.",
    "Ist": "Personen, die der Gemeinde zugeteilt wurden: die vom Landratsamt mitgeteilte Zahl. Ist keine eingetragen, "
    "gilt als zugeteilt, wer im Jahr bis zum Stichtag in die Stufe AU kam, durch Zugang oder Stufenwechsel.",
    "Saldo": "Ist minus Soll. Unter null hat die Gemeinde noch aufzunehmen, über null hat sie mehr aufgenommen.",
}
"""Assumptions and source (§§ 1–3 DVO FlüAG; domain brief §7.15), printed under the table."""


@dataclass(frozen=True, slots=True)
class Quota:
    """Soll, Ist and Saldo in persons; the share in percent with one decimal."""

    share: Decimal
    target: int
    actual: int
    actual_is_counted: bool

    @property
    def balance(self) -> int:
        return self.actual - self.target


def quota_of(
    *, town_population: int, district_population: int, district_allocations: int, credit: int
) -> tuple[Decimal, int]:
    """Share in percent and Soll in persons, both rounded half up; the Soll from the exact share."""
    exact = Decimal(town_population) / district_population
    share = (100 * exact).quantize(Decimal("0.1"), ROUND_HALF_UP)
    owed = (Decimal(town_population) * district_allocations / district_population).quantize(
        Decimal(1), ROUND_HALF_UP
    )
    return share, max(0, int(owed) - credit)


def worked_out(row: QuotaYear, on: date, moment: datetime) -> Quota:
    """The quota of a year as it stands on an evening of it, or at its end, as known at a moment."""
    share, target = quota_of(
        town_population=row.town_population,
        district_population=row.district_population,
        district_allocations=row.district_allocations,
        credit=row.credit,
    )
    if row.allocated is not None:
        return Quota(share, target, row.allocated, actual_is_counted=False)
    counted = entries_into_followup(row.municipality_id, row.year, on, moment)
    return Quota(share, target, counted, actual_is_counted=True)


def entries_into_followup(municipality_id: uuid.UUID, year: int, on: date, moment: datetime) -> int:
    """How often somebody came into the Anschlussunterbringung in a year up to a day, from outside or another stage."""
    last = min(on, date(year, 12, 31))
    evening = Evening.of(municipality_id, last, moment)
    changes = evening.timeline.changes(evening.moment).between(date(year, 1, 1).toordinal(), last.toordinal())
    came = changes.only((changes.kind == Kind.ARRIVAL) | (changes.kind == Kind.STAGE_CHANGE))
    stages = evening.stages.said("stage", came.after)
    return int(np.count_nonzero(stages == evening.timeline.codes["stages"].find(FOLLOWUP)))


def begin_quota(municipality_id: uuid.UUID, details: Mapping[str, Any]) -> QuotaYear:
    """State what a year's quota is worked out from; `details` holds DETAILS.

    Raises Refused for a year already stated, and when the Gemeinde is larger than its Kreis.
    """
    take_turn()
    if find_quota(municipality_id, details["year"]) is not None:
        raise Refused("Für %(year)s gibt es schon Angaben. Bitte berichtigen Sie jene.", year=details["year"])
    return _state(municipality_id, details)


def correct_quota(row: QuotaYear, details: Mapping[str, Any]) -> QuotaYear:
    """State a year anew, as of now; what was believed before stays on record. Raises Refused as above."""
    take_turn()
    other = find_quota(row.municipality_id, details["year"])
    if other is not None and other.id != row.id:
        raise Refused("Für %(year)s gibt es schon Angaben. Bitte berichtigen Sie jene.", year=details["year"])
    row.supersede()
    db.session.flush()
    return _state(row.municipality_id, details)


def _state(municipality_id: uuid.UUID, details: Mapping[str, Any]) -> QuotaYear:
    said: dict[str, Any] = {name: details.get(name) for name in DETAILS}
    said |= {"credit": said["credit"] or 0, "source": said["source"] or None}
    if said["town_population"] > said["district_population"]:
        raise Refused(
            "Die Gemeinde kann nicht mehr Einwohner haben als der Kreis. Bitte prüfen Sie beide Zahlen."
        )
    row = QuotaYear(municipality_id=municipality_id, recorded_by_id=actor().user_id, **said)
    db.session.add(row)
    db.session.flush()
    note("planning:quota:stated", about=row.id, year=row.year)
    return row


def retract_quota(row: QuotaYear) -> None:
    """Take back what was stated of a year."""
    row.supersede()
    note("planning:quota:retracted", about=row.id, year=row.year)


def find_quota(municipality_id: uuid.UUID, year: int, moment: datetime | None = None) -> QuotaYear | None:
    """What is known of a year's quota at a moment."""
    wanted = quotas_of(municipality_id, moment).where(QuotaYear.year == year)
    found: QuotaYear | None = db.session.scalar(wanted)
    return found


def quotas_of(municipality_id: uuid.UUID, moment: datetime | None = None) -> Select[Any]:
    """The years of which something is known, the latest first."""
    return (
        select(QuotaYear)
        .where(QuotaYear.municipality_id == municipality_id, known(QuotaYear, moment))
        .order_by(QuotaYear.year.desc())
    )


def get_latest_quota(viewer: Viewer, quota_id: uuid.UUID) -> QuotaYear:
    """The same, as it was stated last; raises Conflict once it was taken back."""
    row = db.session.get(QuotaYear, quota_id)
    latest = row and find_latest(row, ("municipality_id", "year"), ("municipality_id",))
    return get_quota(viewer, latest.id if latest else quota_id)


def get_quota(viewer: Viewer, quota_id: uuid.UUID) -> QuotaYear:
    """A year of the viewer's municipality; raises NotThere, and Conflict once it was stated anew."""
    row = db.session.get(QuotaYear, quota_id)
    if row is None or row.municipality_id != viewer.municipality_id:
        raise NotThere("Zu diesem Jahr ist keine Quote eingetragen.")
    if row.superseded_at is not None:
        raise Conflict(
            "Diese Angaben hat inzwischen jemand berichtigt. Bitte öffnen Sie die Liste noch einmal."
        )
    return row
