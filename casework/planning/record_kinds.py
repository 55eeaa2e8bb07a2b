"""What of reports and quotas is shown as it was before."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import url_for

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.recorded import chain_of
from casework.errors import NotThere
from casework.history.kinds import Fact, record_kind
from casework.planning.models import QuotaYear, ReportedStock
from casework.vocabulary.housing import STAGES


def declare() -> None:
    """Enter both; once, at the start."""
    read = Permission.STATISTICS_FIGURES_READ
    record_kind(
        key="reported_stock",
        place="report_id",
        model=ReportedStock,
        permission=read,
        find=_finder(ReportedStock),
        title=lambda report: f"Meldung von {report.source}",
        back=lambda _report: url_for("planning.reported_stocks"),
        versions=lambda report: chain_of(report, ("municipality_id",)),
        facts=(
            Fact("stage", "Stufe", STAGES.label),
            Fact("persons", "Personen"),
            Fact("reported_on", "Stichtag"),
            Fact("source", "Gemeldet von"),
            Fact("received_on", "Eingegangen am"),
            Fact(
                "house", "Unterkunft", read=lambda row: row.accommodation.name if row.accommodation else None
            ),
            Fact("place", "Ort"),
            Fact("ends_on", "Gilt nicht mehr ab"),
        ),
    )
    record_kind(
        key="quota",
        place="quota_id",
        model=QuotaYear,
        permission=read,
        find=_finder(QuotaYear),
        title=lambda row: f"Quote {row.year}",
        back=lambda _row: url_for("planning.quota"),
        versions=lambda row: chain_of(row, ("municipality_id", "year"), ("municipality_id",)),
        facts=(
            Fact("year", "Jahr"),
            Fact("town_population", "Einwohner der Gemeinde"),
            Fact("district_population", "Einwohner des Kreises"),
            Fact("district_allocations", "Zuteilungen im Kreis"),
            Fact("credit", "Anrechnung"),
            Fact("allocated", "Ist laut Landratsamt"),
            Fact("source", "Grundlage"),
        ),
    )


def _finder(model: type[Any]) -> Callable[[Viewer, uuid.UUID], Any]:
    def find(viewer: Viewer, row_id: uuid.UUID) -> Any:
        row = db.session.get(model, row_id)
        if row is None or row.municipality_id != viewer.municipality_id:
            raise NotThere("Diesen Eintrag gibt es nicht.")
        return row

    return find
