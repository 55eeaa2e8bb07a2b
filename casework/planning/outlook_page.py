"""What the page „Vorausschau“ says: charts, and for every line what comes and what goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from markupsafe import Markup

from casework.planning.forecast import Cause, Forecast
from casework.planning.outlook import Outlook
from casework.planning.range_chart import Range, range_chart
from casework.vocabulary.housing import ACCOMMODATION_KINDS


class Words(NamedTuple):
    """What a line is called, and what it counts."""

    label: str
    definition: str


CAUSES = {
    Cause.OPENINGS: Words(
        "Plätze kommen in Betrieb",
        "Plätze, die nach den erfassten Betriebszeiten bis dahin hinzukommen, und Sperrungen, die bis dahin enden.",
    ),
    Cause.CLOSINGS: Words(
        "Plätze fallen weg",
        "Plätze, deren Betrieb bis dahin endet oder die bis dahin gesperrt werden.",
    ),
    Cause.LEASES: Words(
        "Mietverträge enden",
        "Plätze der Unterkünfte, deren Mietende vor dem Tag liegt; wer dort lebt, braucht einen Platz in einer anderen "
        "Unterkunft derselben Art.",
    ),
    Cause.RECORDED: Words(
        "erfasste Umzüge und Belegung",
        "Ein- und Auszüge, die schon mit Namen erfasst sind, und was sie an Überbelegung und belegten Familien- und "
        "Einzelhaushaltszimmern ändern.",
    ),
    Cause.ANNOUNCED: Words(
        "angekündigte Ankünfte",
        "Angekündigte, die noch nicht da sind, bei der Art der Unterkunft, in der für sie Plätze freigehalten werden, "
        "sonst nach der Stufe: VU, AU; UMA und junge Volljährige in der Jugendhilfe.",
    ),
    Cause.VU_ENDS: Words(
        "Ende der VU",
        "Menschen in einer VU-Unterkunft, deren vorläufige Unterbringung bis dahin rechtlich endet (24 oder 6 Monate, "
        "Titel oder Unanfechtbarkeit; § 9 FlüAG): Sie machen dort einen Platz frei und brauchen einen in der AU. Wer "
        "die Frist an diesem Abend schon überschritten hat, ist nicht eingerechnet.",
    ),
    Cause.OF_AGE: Words(
        "UMA werden 18",
        "Als UMA Erfasste, die bis dahin sicher 18 werden: gerechnet, als brauchten sie dann einen Platz in der AU. "
        "Hilfe für junge Volljährige (§ 41 SGB VIII) lässt viele bleiben.",
    ),
}
FREE = (
    "Freie belegbare Plätze, Zimmer für Zimmer gezählt, ohne jene, die wegen der Konstellation leer bleiben. "
    "Angekündigte stehen in eigener Zeile. Unter null fehlen so viele Plätze."
)
BAND = (
    "Was feststeht, abzüglich der Menschen, die darüber hinaus kommen können: so viele, wie im 10. und im 90. von 100 "
    "gleich langen Abschnitten der 24 Monate davor zugegangen sind, gemindert um die Angekündigten. Wer in eine "
    "private Wohnung kam, zählt nicht. Abgänge, die noch niemand erfasst hat, sind nicht eingerechnet."
)


@dataclass(frozen=True, slots=True)
class Panel:
    """A kind of house with its chart and its lines: label and a number for each time."""

    forecast: Forecast
    label: str
    lines: Sequence[tuple[str, Sequence[int]]]
    chart: Markup


@dataclass(frozen=True, slots=True)
class OutlookPage:
    """All kinds of house."""

    on: date
    known_at: datetime
    panels: Sequence[Panel]
    unassigned: int

    @classmethod
    def of(cls, outlook: Outlook) -> "OutlookPage":
        panels = [_panel(forecast, outlook.on) for forecast in outlook.forecasts()]
        return cls(outlook.on, outlook.known_at, panels, outlook.unassigned())

    @property
    def definitions(self) -> dict[str, str]:
        """Of every line of the tables."""
        return {"frei": FREE, **dict(CAUSES.values()), "Spanne": BAND}


def _panel(forecast: Forecast, on: date) -> Panel:
    label = ACCOMMODATION_KINDS.label(forecast.kind)
    lines = [
        (CAUSES[cause].label, [step.changes[cause] for step in forecast.steps]) for cause in forecast.causes()
    ]
    rows = [
        Range(f"am {on:%d.%m.%Y}", forecast.free, forecast.free, forecast.free),
        *(Range(months_ahead(step.months), step.expected, step.low, step.high) for step in forecast.steps),
    ]
    chart = range_chart(
        f"Freie Plätze: {label}",
        "Je Zeitpunkt ein Balken bis zu dem, was feststeht, dahinter die Spanne. Dieselben Zahlen stehen in der "
        "Tabelle darunter.",
        rows,
    )
    return Panel(forecast, label, lines, chart)


def months_ahead(months: int) -> str:
    return "in 1 Monat" if months == 1 else f"in {months} Monaten"
