"""Stocks reported by other offices: entering and correcting them, and what they add on an evening."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import joinedload

from casework.access.viewer import Viewer
from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.bulk import Key
from casework.database.recorded import find_latest, known
from casework.database.turns import is_our_turn, take_turn, turns_taken
from casework.errors import Conflict, NotThere, Refused
from casework.housing.evenings import Evening
from casework.housing.models import Accommodation
from casework.planning.extras import Extra, Report, Series, by_house, extra_on, extras
from casework.planning.models import ReportedStock
from casework.vocabulary.housing import STAGES
from casework.vocabulary.spelling import folded

REMEMBERED = 48
DETAILS = ("stage", "place", "accommodation_id", "persons", "source", "reported_on", "received_on", "ends_on")
DEFINITION = (
    "Eine Meldung gilt von ihrem Stichtag bis zur nächsten derselben Stufe, desselben Orts und derselben Stelle. Sie "
    "zählt, soweit sie über die namentlich Erfassten derselben Stufe (und Unterkunft) am Abend ihres Stichtags "
    "hinausgeht. "
    "Dieser Überschuss bleibt bis zur nächsten Meldung fest; so zählt niemand zweimal."
)
"""What stands under every table that counts reported people."""


def enter_report(municipality_id: uuid.UUID, details: Mapping[str, Any]) -> ReportedStock:
    """Enter a reported stock; `details` holds DETAILS.

    Raises Refused for a second report of the same series and day, and for an end that is not after the day.
    """
    report = _state(municipality_id, details)
    note("planning:report:entered", about=report.id, stage=report.stage)
    return report


def correct_report(report: ReportedStock, details: Mapping[str, Any]) -> ReportedStock:
    """State a report anew, as of now; what was believed before stays on record. Raises Refused as above."""
    report.supersede()
    db.session.flush()
    corrected = _state(report.municipality_id, details)
    note("planning:report:corrected", about=corrected.id, before=str(report.id))
    return corrected


def retract_report(report: ReportedStock) -> None:
    """Take a report back that should never have been entered."""
    report.supersede()
    note("planning:report:retracted", about=report.id)


def _state(municipality_id: uuid.UUID, details: Mapping[str, Any]) -> ReportedStock:
    take_turn()
    said: dict[str, Any] = {name: details.get(name) for name in DETAILS}
    said |= {"stage": STAGES.read(said["stage"] or ""), "place": said["place"] or None}
    house_id = said["accommodation_id"]
    house = db.session.get(Accommodation, house_id) if house_id else None
    if house_id and (house is None or house.municipality_id != municipality_id):
        raise Refused("Diese Unterkunft gibt es nicht. Bitte wählen Sie eine aus der Liste.")
    if said["ends_on"] is not None and said["ends_on"] <= said["reported_on"]:
        raise Refused("Das Ende muss nach dem Stichtag der Meldung liegen.")
    report = ReportedStock(municipality_id=municipality_id, recorded_by_id=actor().user_id, **said)
    _refuse_second(report)
    db.session.add(report)
    db.session.flush()
    return report


def _refuse_second(report: ReportedStock) -> None:
    same_day = db.session.scalars(
        select(ReportedStock).where(
            ReportedStock.municipality_id == report.municipality_id,
            ReportedStock.reported_on == report.reported_on,
            known(ReportedStock),
        )
    )
    if any(series_of(other) == series_of(report) for other in same_day):
        raise Refused(
            "Für diese Stufe, diesen Ort und diesen Stichtag gibt es schon eine Meldung. "
            "Bitte berichtigen Sie jene.",
        )


def series_of(report: ReportedStock) -> Series:
    """To which series a report belongs; a house of ours is one place, whoever reports it."""
    if report.accommodation_id is not None:
        return Series(report.stage, "", "", report.accommodation_id.hex)
    return Series(report.stage, folded(report.place or ""), folded(report.source), None)


def reports_of(municipality_id: uuid.UUID) -> Select[Any]:
    """The reports of a municipality, the latest day first."""
    return (
        select(ReportedStock)
        .where(ReportedStock.municipality_id == municipality_id, known(ReportedStock))
        .options(joinedload(ReportedStock.accommodation))
        .order_by(ReportedStock.reported_on.desc(), ReportedStock.stage, ReportedStock.id)
    )


def get_latest_report(viewer: Viewer, report_id: uuid.UUID) -> ReportedStock:
    """A report as it was stated last; raises NotThere, and Conflict once it was taken back."""
    row = db.session.get(ReportedStock, report_id)
    latest = row and find_latest(row, ("municipality_id",))
    return get_report(viewer, latest.id if latest else report_id)


def get_report(viewer: Viewer, report_id: uuid.UUID) -> ReportedStock:
    """A report of the viewer's municipality; raises NotThere, and Conflict once it was stated anew."""
    report = db.session.get(ReportedStock, report_id)
    if report is None or report.municipality_id != viewer.municipality_id:
        raise NotThere("Diese Meldung gibt es nicht.")
    if report.superseded_at is not None:
        raise Conflict(
            "Diese Meldung hat inzwischen jemand berichtigt. Bitte öffnen Sie die Liste noch einmal."
        )
    return report


def extras_of(municipality_id: uuid.UUID, moment: datetime) -> Sequence[Extra]:
    """What the reports known at a moment add to the people recorded by name, each over the span in which it holds.

    Worked out again only after something was recorded in between; whoever is writing works it out for themselves.
    """
    if is_our_turn():
        return _worked_out(municipality_id, moment)
    return _remembered(db.engine, turns_taken(), municipality_id, moment)


@lru_cache(maxsize=REMEMBERED)
def _remembered(_engine: Engine, _turn: int, municipality_id: uuid.UUID, moment: datetime) -> Sequence[Extra]:
    return _worked_out(municipality_id, moment)


def _worked_out(municipality_id: uuid.UUID, moment: datetime) -> list[Extra]:
    rows = db.session.scalars(
        select(ReportedStock)
        .where(ReportedStock.municipality_id == municipality_id, known(ReportedStock, moment))
        .order_by(ReportedStock.reported_on, ReportedStock.id)
    ).all()
    reports = [Report(series_of(row), row.reported_on, row.persons, row.ends_on) for row in rows]
    evenings: dict[date, Evening] = {}

    def named(day: date, stage: str, house: Key | None) -> int:
        if day not in evenings:
            evenings[day] = Evening.of(municipality_id, day, moment)
        people = evenings[day].in_stage(stage)
        if house is not None:
            people = people & evenings[day].in_house(uuid.UUID(house))
        return int(people.sum())

    return extras(reports, named)


def reported_in_houses(municipality_id: uuid.UUID, day: date, moment: datetime) -> dict[Key, int]:
    """How many reported people live in each of our houses on an evening besides those recorded by name."""
    return by_house(extra_on(extras_of(municipality_id, moment), day))
